"""Reads marked words, such as “members of [[Iraq's air force|ACTOR]|CASUALTY]”."""

from labeling.core.span import Span


def read_marked_words(marked: str) -> tuple[str, tuple[Span, ...]]:
    r"""The text and its spans, in order; ValueError with a sentence for what opens or closes nothing.

    A backslash before one of `[`, `]`, `|` and itself makes it a plain character.

    >>> read_marked_words("hit [Camp Taji|BASE] \\[sic]")[0]
    'hit Camp Taji [sic]'
    """
    text: list[str] = []
    opened: list[int] = []
    spans: list[Span] = []
    at = 0
    while at < len(marked):
        character = marked[at]
        if character == "\\" and marked[at + 1 : at + 2] in ("[", "]", "|", "\\"):
            text.append(marked[at + 1])
            at += 2
            continue
        at += 1
        if character == "[":
            opened.append(len(text))
        elif character == "|" and opened:
            label, closed, _ = marked[at:].partition("]")
            if not closed:
                raise ValueError("a mark has a | and no ] after it. Write [words|LABEL], or \\| for a plain one.")
            spans.append(_span(opened.pop(), len(text), label))
            at += len(label) + 1
        else:
            text.append(character)
    if opened:
        raise ValueError("a [ opens a mark that has no |LABEL]. Write [words|LABEL], or \\[ for a plain one.")
    return "".join(text), tuple(sorted(spans, key=lambda span: span.place))


def plain_words(text: str) -> str:
    r"""Text as it is written where nothing in it is a mark.

    >>> print(plain_words("[sic]"))
    \[sic\]
    """
    return "".join("\\" + character if character in "[]|\\" else character for character in text)


def _span(start: int, end: int, label: str) -> Span:
    if start == end:
        raise ValueError("a mark without words. Write [words|LABEL].")
    return Span(start, end, label)
