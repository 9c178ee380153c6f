"""Loads sqlite-utils without numpy and pandas: it takes both where it finds them, and every start waited for that."""

import importlib
import sys
import threading
from collections.abc import Sequence

NOT_NEEDED = ("numpy", "pandas")  # with them it guesses column types of their values; here each column is declared


class HiddenHere:
    """Lets the two seem not to be installed, to this thread alone: another one may be importing pandas right now."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> None:
        if name in NOT_NEEDED and threading.get_ident() == self.thread:
            raise ModuleNotFoundError(f"No module named {name!r} while sqlite_utils is imported", name=name)


def load_lean() -> None:
    """Import sqlite_utils without them; whoever needs them imports them afterwards."""
    hidden = HiddenHere()
    sys.meta_path.insert(0, hidden)
    try:
        importlib.import_module("sqlite_utils")
    finally:
        sys.meta_path.remove(hidden)
