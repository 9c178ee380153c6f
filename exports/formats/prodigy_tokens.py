"""Tokens for Prodigy's pages, which mark tokens only: each span begins and ends with one."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from labeling.core.span import Span

PIECE = re.compile(r"\w+|[^\w\s]|\s")


def tokens_of(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Words, signs and blanks of `text`; a single blank after a token is its `ws`, unless a span begins or ends there.

    >>> [(token["text"], token["ws"]) for token in tokens_of("Camp Taji.", [])]
    [('Camp', True), ('Taji', False), ('.', False)]
    """
    spans = tuple(spans)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    cuts = sorted({len(text), *starts, *ends, *(found.start() for found in PIECE.finditer(text))})
    tokens: list[dict[str, Any]] = []
    for start, end in pairwise(cuts):
        is_between = text[start:end] == " " and start not in starts and end not in ends
        if is_between and tokens and not tokens[-1]["ws"]:
            tokens[-1]["ws"] = True
        else:
            tokens.append({"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False})
    return tokens


def token_numbers(tokens: Iterable[dict[str, Any]]) -> dict[str, dict[int, int]]:
    """Under "start" and "end": character -> number of the token that begins or ends there."""
    numbers: dict[str, dict[int, int]] = {"start": {}, "end": {}}
    for token in tokens:
        numbers["start"][token["start"]] = numbers["end"][token["end"]] = token["id"]
    return numbers
