"""Finds the name that somebody probably meant."""

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A sentence that starts with a blank, or nothing.

    >>> did_you_mean("WEAPN", ["ACTOR", "WEAPON"])
    " Did you mean 'WEAPON'?"
    """
    found = difflib.get_close_matches(name.upper(), [other.upper() for other in known], n=1, cutoff=0.6)
    return next((f" Did you mean {other!r}?" for other in known if found and other.upper() == found[0]), "")
