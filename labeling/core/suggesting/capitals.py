"""Whether a capital says that a word is a name: not by itself where a sentence begins, and not in a headline."""

from functools import cached_property

from labeling.core.suggesting.function_words import FUNCTION_WORDS
from labeling.core.words import Words

STOPS = (".", "!", "?", ":", "¶", '"', "'", "(", "•")
LONG = 4  # letters of a word that a headline writes with a capital
TITLE_SHARE = 0.7  # of its long words
NOT_NAMES = ("ing", "ed", "ly")  # "Targeting", "Armed", "Reportedly"


class Capitals:
    """The capitals of one text; read through only when the first one is in doubt."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words = text, words

    def is_name(self, at: int) -> bool:
        """Whether word `at` is written as a name is, and nothing else in the text speaks against it."""
        key = self.words.keys[at]
        if not self._is_capital(at) or key.lower() in FUNCTION_WORDS:
            return False
        if key[1:].isupper():
            return True
        if at in self._in_titles:
            return key in self._surely_names
        return not self._begins(at) or not (key in self._in_small or key.endswith(NOT_NAMES))

    def _is_capital(self, at: int) -> bool:
        return self.text[self.words.starts[at]].isupper()

    def _begins(self, at: int) -> bool:
        """Whether a sentence or a line begins with word `at`."""
        if at == 0 or self.words.keys[at - 1] in STOPS:
            return True
        return "\n" in self.text[self.words.ends[at - 1] : self.words.starts[at]]

    @cached_property
    def _in_titles(self) -> frozenset[int]:
        """The words of lines in which nearly every long word has a capital."""
        found: list[int] = []
        line: list[int] = []
        for at in range(len(self.words.keys) + 1):
            ends = at == len(self.words.keys) or (at and "\n" in self._between(at))
            if ends:
                found += line if self._is_title(line) else []
                line = []
            line.append(at)
        return frozenset(found)

    def _between(self, at: int) -> str:
        return self.text[self.words.ends[at - 1] : self.words.starts[at]] + self.text[self.words.ends[at - 1] - 1]

    def _is_title(self, line: list[int]) -> bool:
        long = [at for at in line if len(self.words.keys[at]) >= LONG and self.words.keys[at].isalpha()]
        return len(long) > 1 and sum(map(self._is_capital, long)) >= TITLE_SHARE * len(long)

    @cached_property
    def _in_small(self) -> frozenset[str]:
        keys = self.words.keys
        return frozenset(keys[at] for at in range(len(keys)) if not self._is_capital(at))

    @cached_property
    def _surely_names(self) -> frozenset[str]:
        """Words with a capital in the middle of a sentence."""
        keys = self.words.keys
        middle = (at for at in range(len(keys)) if at not in self._in_titles and self._is_capital(at))
        return frozenset(keys[at] for at in middle if not self._begins(at)) - self._in_small
