"""Spans of one label as tags of words: O outside, S a word alone, B I E the words of a longer one."""

from collections.abc import Iterable

TAGS = "OBIES"
FORBIDDEN = -1e30  # a score, in logs, of what cannot follow
ALLOWED = frozenset(one + other for one in "OES" for other in "OBS") | {one + other for one in "BI" for other in "IE"}


def tags_of(places: Iterable[tuple[int, int]], lengths: Iterable[int]) -> list[str]:
    """A string of tags for each sentence; `places` are (first, end) words of the text, none over another.

    >>> tags_of([(0, 1), (3, 6)], [2, 5])
    ['SO', 'OBIEO']
    """
    lengths = list(lengths)
    tags = ["O"] * sum(lengths)
    for first, end in places:
        tags[first:end] = ["S"] if end - first == 1 else ["B", *("I" * (end - first - 2)), "E"]
    sentences, begin = [], 0
    for length in lengths:
        sentences.append("".join(tags[begin : begin + length]))
        begin += length
    return sentences
