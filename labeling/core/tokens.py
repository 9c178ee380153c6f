"""Where the tokens of a text lie."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Token `i` covers code points `starts[i]` up to `ends[i]`; blanks are no tokens. Both sorted, same length."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
