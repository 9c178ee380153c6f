"""Finds the name that somebody probably meant."""

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that starts with a blank, or nothing.

    >>> did_you_mean("WEAPN", ["ACTOR", "WEAPON"])
    " Did you mean 'WEAPON'?"
    """
    found = closest(name, known)
    return f" Did you mean {found!r}?" if found else ""


def closest(name: str, known: Iterable[str]) -> str | None:
    """The name that reads most like this one, whatever its case; None where none does.

    >>> closest("weapn", ["ACTOR", "WEAPON"])
    'WEAPON'
    """
    by_upper = {other.upper(): other for other in known}
    found = difflib.get_close_matches(name.upper(), by_upper, n=1, cutoff=0.6)
    return by_upper[found[0]] if found else None
