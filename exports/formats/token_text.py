"""A text put together from its tokens, where a file holds no other."""

from collections.abc import Iterable, Mapping, Sequence

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


def tokens_in(text: str, words: Iterable[str], other_forms: Mapping[str, str] = {}) -> Tokens | None:
    """Where the words lie in the text with only blanks between them; None where they do not.

    `other_forms`: what stands in the text for a word that is written otherwise.

    >>> tokens_in("Camp  Taji.", ["Camp", "Taji", "."])
    Tokens(starts=(0, 6, 10), ends=(4, 10, 11))
    """
    starts, ends, at = [], [], 0
    for word in words:
        while text[at : at + 1].isspace() and not text.startswith(word, at):
            at += 1
        found = next((form for form in (word, other_forms.get(word)) if form and text.startswith(form, at)), None)
        if found is None:
            return None
        starts.append(at)
        at += len(found)
        ends.append(at)
    return None if text[at:].strip() else Tokens(tuple(starts), tuple(ends))


def spans_on(places: Iterable[Place], tokens: Tokens, first: int = 0) -> list[Span]:
    """Spans of tokens as spans of characters; `first` is the token that a place counts from.

    A span of tokens without characters, which some files have, is not among them.
    """
    characters = ((tokens.starts[first + start], tokens.ends[first + end - 1], label) for start, end, label in places)
    return [Span(start, end, label, origin="import") for start, end, label in characters if start < end]
