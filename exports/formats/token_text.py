"""A text put together from its tokens, where a file holds no other."""

from collections.abc import Iterable, Sequence

from exports.formats.apart import Place
from labeling.core.span import Span
from labeling.core.tokens import Tokens

REBUILT = "the text is put together from tokens, with single blanks between them: its own spacing is not in the file."


def put_together(words: Iterable[str], after: Iterable[str]) -> tuple[str, Tokens]:
    """The text of `words`, each followed by its `after`, and where they lie in it.

    >>> put_together(["Camp", "Taji", "."], [" ", "", ""])
    ('Camp Taji.', Tokens(starts=(0, 5, 9), ends=(4, 9, 10)))
    """
    pieces, starts, ends, at = [], [], [], 0
    for word, following in zip(words, after, strict=True):
        starts.append(at)
        ends.append(at + len(word))
        pieces += (word, following)
        at += len(word) + len(following)
    return "".join(pieces), Tokens(tuple(starts), tuple(ends))


def join_sentences(sentences: Sequence[Sequence[str]]) -> tuple[str, Tokens]:
    """Tokens with single blanks between them, a line end after each sentence but the last."""
    words = [word for sentence in sentences for word in sentence]
    after = [" "] * len(words)
    at = 0
    for sentence in sentences:
        at += len(sentence)
        if at:
            after[at - 1] = "\n"
    if after:
        after[-1] = ""
    return put_together(words, after)


def spans_on(places: Iterable[Place], tokens: Tokens, first: int = 0) -> list[Span]:
    """Spans of tokens as spans of characters; `first` is the token that a place counts from."""
    return [
        Span(tokens.starts[first + start], tokens.ends[first + end - 1], label, origin="import")
        for start, end, label in places
    ]
