"""The words of a text as phrases are compared: case, apostrophes and dashes folded, offsets those of the true text."""

import re
from dataclasses import dataclass

# A dotted abbreviation, letters and digits with their marks, any other sign; an empty line keeps phrases apart.
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:\w|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670])+|\n[^\S\n]*\n|[^\w\s]"
)
SIGNS = str.maketrans(dict.fromkeys("‘’ʼ`´′＇", "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„«»", '"'))
MOST_LETTERS = 4  # of an abbreviation, which begins and ends in capitals: "US" is not "us", "LeT" not "Let"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text. `keys[i]` is what word i is compared by; it stands at `starts[i]` to `ends[i]`."""

    keys: list[str]
    starts: list[int]
    ends: list[int]

    def key(self, first: int, end: int) -> str:
        return " ".join(self.keys[first:end])

    def is_tied(self, at: int) -> bool:
        """Whether nothing stands between word `at`, not the first, and the one before."""
        return self.ends[at - 1] == self.starts[at]


def words_of(text: str) -> Words:
    """Cut a text into words. A text all in capitals has no abbreviations: every word of it is in small letters.

    >>> words_of("The U.S. base at al‑Balad").keys
    ['the', 'US', 'base', 'at', 'al', '-', 'balad']
    >>> words_of("Let LeT fire M16s").keys
    ['let', 'LeT', 'fire', 'm16s']
    """
    shouted = is_shouted(text)
    keys, starts, ends = [], [], []
    for found in WORD.finditer(text):
        keys.append(_key(found[0], shouted))
        starts.append(found.start())
        ends.append(found.end())
    return Words(keys, starts, ends)


def key_of(phrase: str) -> str:
    """What a phrase is known by.

    >>> key_of("Iraq’s  Air Force") == key_of("iraq's air force")
    True
    """
    return " ".join(_key(found, shouted=False) for found in WORD.findall(phrase))


def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals, as old newswire is."""
    return text.upper() == text and text.lower() != text


def _key(word: str, shouted: bool) -> str:
    if "." in word and len(word) > 1:
        word = word.replace(".", "")
    if not shouted and 1 < len(word) <= MOST_LETTERS and (word.isupper() or (word[0].isupper() and word[-1].isupper())):
        return word
    return "¶" if word.isspace() else word.lower().translate(SIGNS)
