"""Reads marked text, so that the data of a test is a sentence."""

import re

from labeling.core.span import Span


def annotated(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Text and spans of "[members of [Iraq's air force|ACTOR]|CASUALTY] at [Balad airbase|BASE]".

    >>> annotated("hit [Camp Taji|BASE]")
    ('hit Camp Taji', (Span(start=4, end=13, label='BASE', attributes={}, origin='hand', span_id=''),))
    """
    text, opened, spans = "", [], []
    for piece in re.findall(r"\[|\|\w+\]|[^\[|]+|\|", marked):
        if piece == "[":
            opened.append(len(text))
        elif re.fullmatch(r"\|\w+\]", piece):
            spans.append(Span(opened.pop(), len(text), piece[1:-1]))
        else:
            text += piece
    return text, tuple(sorted(spans, key=lambda span: span.place))
