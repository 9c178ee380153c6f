"""What changed from one version of the guidelines to another."""

import difflib
import itertools


def changed_lines(before: str, after: str) -> str:
    """The lines that are gone (-) and new (+), each with its neighbours; "" where the two are the same.

    >>> print(changed_lines("Mark all.\\nNo pronouns.\\n", "Mark all.\\nNo names.\\n"))
     Mark all.
    -No pronouns.
    +No names.
    """
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm="")
    told = itertools.islice(lines, 2, None)
    return "\n".join("…" if line.startswith("@@") else line for line in told).removeprefix("…\n")
