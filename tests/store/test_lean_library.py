"""sqlite-utils is there without numpy and pandas, and both are there for whoever needs them."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from labeling.store.lean_library import HiddenHere
from tests.conftest import ROOT


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_beside_other_threads_too_the_store_comes_without_numpy_and_pandas():
    waiting = "import sys, threading; over = threading.Event(); threading.Thread(target=over.wait).start()"
    said = "print([name for name in ('numpy', 'pandas') if name in sys.modules]); over.set()"
    assert run(f"{waiting}; import labeling.store.database; {said}") == "[]"


def test_whoever_needs_them_has_them_afterwards():
    assert run("import labeling.store.database, numpy, pandas; print(pandas.Series([1, 2]).sum())") == "3"


def test_another_thread_finds_them_meanwhile():
    hidden = HiddenHere()
    with pytest.raises(ModuleNotFoundError, match="'pandas' while sqlite_utils is imported"):
        hidden.find_spec("pandas")
    assert hidden.find_spec("pandas.core") is hidden.find_spec("json") is None
    with ThreadPoolExecutor(1) as others:
        assert others.submit(hidden.find_spec, "pandas").result() is None
