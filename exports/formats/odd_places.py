"""Says which spans without a quote lie oddly: on blanks alone, inside a character, or as if counted in another unit."""

from collections.abc import Collection

from exports.formats.graphemes import is_inside_cluster
from exports.formats.offset_units import UNITS, unit_by_edges, units_that_differ
from exports.formats.reading import Line
from labeling.core.span import Span

BLANK = "a span holds only blanks and line ends; it is taken as it is."
INSIDE = "a span begins or ends inside what people see as one character; it is taken as it is."


def notice_odd_places(unquoted: Collection[Span], text: str, line: Line) -> None:
    """Spans that are taken as they are, and may be meant otherwise; a quote would vouch for them."""
    for span in unquoted:
        if text[span.start : span.end].isspace():
            line.notice(BLANK)
        elif is_inside_cluster(text, span.start) or is_inside_cluster(text, span.end):
            line.notice(INSIDE)
    if unquoted and not text.isascii():
        _notice_unit(unquoted, text, line)


def _notice_unit(unquoted: Collection[Span], text: str, line: Line) -> None:
    marks = [(span.start, span.end) for span in unquoted]
    unit, _ = unit_by_edges(text, marks, "codepoint", units=(*units_that_differ(text), "byte"))
    if unit != "codepoint":
        line.notice(
            f"the offsets look like {UNITS[unit]}, for words begin and end there; they were taken as code points. "
            "Look at the spans; with its `quote` beside it a span in a wrong place is refused."
        )
