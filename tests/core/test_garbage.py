import gc

import pytest

from labeling.core.garbage import no_garbage_search


def test_the_search_for_garbage_is_on_again_afterwards_whatever_happened():
    with pytest.raises(ValueError, match="x"), no_garbage_search(), no_garbage_search():
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_who_had_it_off_keeps_it_off():
    gc.disable()
    try:
        with no_garbage_search():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
