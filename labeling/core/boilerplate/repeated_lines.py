"""Which short lines repeat from story to story of one source: its menus, its closing lines."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from labeling.core.boilerplate.boilerplate_phrases import MOST_CHARACTERS, alike

FEWEST, SHARE = 3, 0.2  # stories, and share of the source's stories, that a line must stand in to repeat
FEWEST_OF_MOST, MOST_SHARE = 5, 0.5  # … and what a sentence or a first line needs: stories share those by chance
SENTENCE = re.compile(r""".*[.!?…؟۔]["'”’»)\]]*\s*""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """Hashes of lines, as `alike` gives them in small letters: `often` in some stories, `in_most` of them."""

    often: frozenset[int] = frozenset()
    in_most: frozenset[int] = frozenset()

    def holds(self, line: str, *, in_most: bool = False) -> bool:
        return _hash(line) in (self.in_most if in_most else self.often)


NOTHING_REPEATED = RepeatedLines()


def repeated_lines(texts: Iterable[str]) -> RepeatedLines:
    """The short lines that repeat in these texts of one source.

    Texts that open with the same paragraph are one story told again: an agency's report, an update. They count once,
    for what they share is the story. A line that reads as a sentence may be a stock one ("No group has claimed the
    attack."), so it must stand in most stories.
    """
    n_by_line, sentences, stories = Counter(), set(), set()
    for text in texts:
        lines = text.split("\n")
        story = next((hash(line) for line in lines if len(line) > MOST_CHARACTERS), hash(text))
        if story not in stories:
            stories.add(story)
            n_by_line.update(_short_lines(lines, sentences))
    often = _counted(n_by_line, max(FEWEST, SHARE * len(stories)))
    in_most = _counted(n_by_line, max(FEWEST_OF_MOST, MOST_SHARE * len(stories)))
    return RepeatedLines((often - sentences) | in_most, in_most)


def _short_lines(lines: list[str], sentences: set[int]) -> set[int]:
    """The different short lines of one text; which of them read as sentences goes to `sentences`."""
    found = set()
    for line in lines:
        if 0 < len(line) <= MOST_CHARACTERS and any(map(str.isalnum, line)):
            hashed = _hash(alike(line))
            found.add(hashed)
            if SENTENCE.fullmatch(line):
                sentences.add(hashed)
    return found


def _counted(n_by_line: Counter, fewest: float) -> frozenset[int]:
    return frozenset(line for line, n in n_by_line.items() if n >= fewest)


def _hash(line: str) -> int:
    return hash(line.casefold())
