"""A span: characters marked with one label."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from labeling.core.errors import QuoteMismatch, SpanOutOfText

JSON_WORDS = {None: "null", True: "true", False: "false"}  # as the files say it that messages are about


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` up to, not including, `end`, marked with one label.

    Offsets count Unicode code points, as Python strings do. The browser counts UTF-16
    units: `offsets.mjs` converts once, at the edge, and nothing else ever does.
    """

    start: int
    end: int
    label: str
    attributes: Mapping[str, Any] = field(default_factory=dict, hash=False)
    origin: str = "hand"
    span_id: str = field(default="", compare=False)

    @property
    def place(self) -> tuple[int, int, str]:
        """What makes two spans the same mark: `(start, end, label)`, also the order they are listed in."""
        return (self.start, self.end, self.label)

    def quote(self, text: str) -> str:
        return text[self.start : self.end]


def check_offsets(start: object, end: object, text: str, *, where: str) -> None:
    """Raise SpanOutOfText unless `start` and `end` (code points, end exclusive) lie in `text`.

    >>> check_offsets(0, 4, "Camp Taji", where="line 1")
    >>> check_offsets(5, 99, "Camp Taji", where="line 1")
    Traceback (most recent call last):
    ...
    labeling.core.errors.SpanOutOfText: line 1: span 5–99 does not fit a text of 9 characters. \
Offsets count code points from 0 and `end` is exclusive.
    """
    for name, value in (("start", start), ("end", end)):
        if type(value) is not int:
            raise SpanOutOfText(
                f"{where}: `{name}` is {_shown(value)}; expected a whole number. "
                "Offsets count code points from 0 and `end` is exclusive."
            )
    if start >= end and end >= 0 and start <= len(text):
        kind = "is empty" if start == end else "ends before it starts"
        raise SpanOutOfText(f"{where}: span {start}–{end} {kind}. `end` is exclusive, so it is at least `start` + 1.")
    if min(start, end) < 0 or max(start, end) > len(text):
        raise SpanOutOfText(
            f"{where}: span {_shown(start)}–{_shown(end)} does not fit a text of {len(text)} characters. "
            "Offsets count code points from 0 and `end` is exclusive."
        )


def check_quote(start: int, end: int, quote: str, text: str, *, where: str) -> None:
    """Raise QuoteMismatch unless `text[start:end] == quote`; say so if the offsets look like UTF-16 units.

    >>> check_quote(5, 9, "Taji", "Camp Taji", where="line 1")
    """
    found = text[start:end]
    if found == quote:
        return
    hint = "Nothing is shifted by guessing"
    in_utf16 = text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", errors="replace")
    if in_utf16 == quote:
        hint = "The offsets look like UTF-16 units (JavaScript); Sitrep counts code points"
    elif "\r\n" in text and text.replace("\r\n", "\n")[start:end] == quote:
        hint = "The offsets were counted with \\n for each \\r\\n of the text"
    raise QuoteMismatch(
        f"{where}: span {start}–{end} gives {_shown(found)}, but its quote is {_shown(quote)}. "
        f"{hint}: mend the offsets."
    )


def _shown(value: object) -> str:
    """A value as a message shows it: short, and never a page long."""
    if type(value) is int and abs(value) > 10**15:
        return "a number beyond any text"
    text = repr(value) if value is not None and type(value) is not bool else JSON_WORDS[value]
    return text if len(text) <= 60 else text[:57] + "…"
