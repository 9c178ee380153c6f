import gc

import pytest

from labeling.core.garbage import no_garbage_search


def test_the_search_for_garbage_is_on_again_afterwards_whatever_happened():
    @no_garbage_search()
    def fail():
        with no_garbage_search():
            raise ValueError(gc.isenabled())

    with pytest.raises(ValueError, match="False"):
        fail()
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    gc.disable()
    try:
        with no_garbage_search():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
