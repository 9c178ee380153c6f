"""Short forms that a text explains: "the Popular Mobilization Forces (PMF)" makes every "PMF" of that text one."""

from collections.abc import Iterable, Iterator

from labeling.core.words import Words, is_shouted

LONGEST = 7  # letters


def short_forms(text: str, words: Words, finds: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """(first word, end word, label) of each place where the short form of a find stands; none in a text in capitals.

    `finds`: (first word, end word, label).
    """
    labels: dict[str, str] = {}
    if not is_shouted(text):
        for first, end, label in finds:
            if words.keys[end : end + 1] == ["("] and words.keys[end + 2 : end + 3] == [")"]:
                short = _written(text, words, end + 1)
                if _is_short(short) and short[0].lower() == words.keys[first][0].lower():
                    labels.setdefault(short, label)
    for at in range(len(words.keys)) if labels else ():
        label = labels.get(_written(text, words, at))
        if label:
            yield at, at + 1, label


def _is_short(word: str) -> bool:
    return word.isupper() and word.isalpha() and 1 < len(word) <= LONGEST


def _written(text: str, words: Words, at: int) -> str:
    return text[words.starts[at] : words.ends[at]]
