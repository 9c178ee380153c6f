"""What the offsets of a file count, where it does not say: code points, UTF-16 units, grapheme clusters or bytes."""

from collections.abc import Callable, Sequence
from operator import eq

from exports.formats.graphemes import cluster_starts
from labeling.core.errors import SpanOutOfText

UNITS = {
    "codepoint": "code points",
    "utf16": "UTF-16 units (JavaScript)",
    "grapheme": "grapheme clusters",
    "byte": "bytes",
}
WIDTHS = {  # how many units a character takes
    "utf16": lambda character: 2 if character > "\uffff" else 1,
    "byte": lambda character: len(character.encode("utf-8")),
}
INSIDE = -1  # where no character begins
Mark = tuple[int, int]  # start and end, in the unit in question


def units_that_differ(text: str) -> tuple[str, ...]:
    """The units in which some place of this text has another number than in code points."""
    if text.isascii() and "\r\n" not in text:
        return ()
    differ = ("utf16",) if max(text) > "\uffff" else ()
    return (*differ, "grapheme") if sum(1 for _ in cluster_starts(text)) != len(text) else differ


def code_points(text: str, unit: str) -> Sequence[int]:
    """For each offset in this unit, up to the end of the text, the code point that begins there; INSIDE for none.

    >>> code_points("🚨!", "utf16")
    [0, -1, 1, 2]
    """
    if unit == "codepoint":
        return range(len(text) + 1)
    if unit == "grapheme":
        return [*cluster_starts(text), len(text)]
    width = WIDTHS[unit]
    found: list[int] = []
    for at, character in enumerate(text):
        found += (at, *(INSIDE,) * (width(character) - 1))
    return [*found, len(text)]


def converted(offset: object, places: Sequence[int], unit: str, *, where: str) -> object:
    """The offset in code points; what is no whole number is left to `check_offsets`.

    SpanOutOfText where it lies outside the text or inside a character.
    """
    if unit == "codepoint" or type(offset) is not int:
        return offset
    if not 0 <= offset < len(places):
        raise SpanOutOfText(f"{where}: an offset does not fit a text of {len(places) - 1:,} {UNITS[unit]}.")
    if places[offset] == INSIDE:
        raise SpanOutOfText(f"{where}: offset {offset} lies inside a character, counted in {UNITS[unit]}.")
    return places[offset]


def unit_by_quotes(
    text: str, marks: Sequence[tuple[int, int, str]], same: Callable[[str, str], bool] = eq
) -> str | None:
    """The unit under which every mark has its quote: code points before UTF-16; None where neither does it."""
    for unit in ("codepoint", "utf16"):
        places = code_points(text, unit)
        if all(
            _fits((start, end), places) and same(quote, text[places[start] : places[end]])
            for start, end, quote in marks
        ):
            return unit
    return None


def unit_by_edges(
    text: str, marks: Sequence[Mark], default: str, units: Sequence[str] | None = None
) -> tuple[str, str]:
    """The unit in which the marks lie in the text and most of them begin and end where words do; and why, for people.

    Where units do equally well it is `default`, if that is one of them. No reason is given where all mean the same.
    `units`: what is tried besides code points; None: all in which offsets of this text differ, bytes left out.
    """
    spans_by_unit = {}
    for unit in ("codepoint", *(units_that_differ(text) if units is None else units)):
        places = code_points(text, unit)
        if all(_fits(mark, places) for mark in marks):
            spans_by_unit[unit] = tuple((places[start], places[end]) for start, end in marks)
    if (len(set(spans_by_unit.values())) <= 1 and "codepoint" in spans_by_unit) or not spans_by_unit:
        return "codepoint", ""
    score_by_unit = {unit: sum(_score(text, *span) for span in spans) for unit, spans in spans_by_unit.items()}
    best = [unit for unit, score in score_by_unit.items() if score == max(score_by_unit.values())]
    if len(best) == 1:
        return best[0], "for words begin and end there"
    return (default if default in best else best[0]), "though the text does not tell"


def _score(text: str, start: int, end: int) -> int:
    """How much these ends look like those of a span, 0 to 4."""
    return sum(
        (_is_edge(text, start), _is_edge(text, end), not text[start].isspace(), not text[end - 1].isspace()),
    )


def _fits(mark: Mark, places: Sequence[int]) -> bool:
    start, end = mark
    return 0 <= start < end < len(places) and INSIDE not in (places[start], places[end])


def _is_edge(text: str, at: int) -> bool:
    """Whether a word may begin or end here."""
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())
