"""Loads sqlite-utils without numpy and pandas: it takes both where it finds them, and every command waited for that."""

import importlib
import sys
import threading

NOT_NEEDED = ("numpy", "pandas")  # with them it guesses column types of their values; here each column is declared


def load_lean() -> None:
    """Import sqlite_utils while the two seem not to be installed; whoever needs them imports them afterwards.

    Where threads run already (the app), nothing is done: one of them may be importing pandas at this moment.
    """
    if threading.active_count() > 1:
        return
    hidden = [name for name in NOT_NEEDED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))
    try:
        importlib.import_module("sqlite_utils")
    finally:
        for name in hidden:
            sys.modules.pop(name, None)
