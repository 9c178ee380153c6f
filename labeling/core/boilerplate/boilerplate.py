"""Which lines of a text are boilerplate: what a news page says around its article. The text itself never changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from labeling.core.boilerplate.boilerplate_phrases import MOST_CHARACTERS, Phrases, alike
from labeling.core.boilerplate.repeated_lines import NOTHING_REPEATED, RepeatedLines

Range = tuple[int, int, str]
REPEATED = "repeated line"
LINE = re.compile(r"[^\n]*\n|[^\n]+")
RULE = re.compile(r"[\s_*=~·•.\-–—]*")  # a blank line, or one that is drawn


@dataclass(slots=True)
class _Line:
    """`why` it is folded, None while it is not; `is_drawn`: it holds no word, only blanks or a rule."""

    start: int
    end: int
    raw: str
    is_drawn: bool
    why: str | None = None
    found: str | None = None

    @property
    def content(self) -> str:
        """The line as it is compared; made when it is asked for, because most paragraphs never are."""
        if self.found is None:
            self.found = alike(self.raw)
        return self.found


def boilerplate_ranges(
    text: str, phrases: Sequence[Phrases], repeated: RepeatedLines = NOTHING_REPEATED
) -> list[Range]:
    """(start, end, why) of each run of boilerplate lines: code points, whole lines with their line ends, sorted.

    A phrase folds a whole short line. What only repeats in its source, and what counts only at an end, folds above
    or below the article, never inside. At least half of the text stays: rules that would take more have misread it,
    so only the phrases are tried then, and if they take more, nothing is folded.
    """
    lines = [_line(found) for found in LINE.finditer(text)]
    _fold_phrases(lines, [one for one in phrases if not one.at_end])
    surest = [line.why for line in lines]
    _fold_below(lines, phrases, repeated)
    _fold_above(lines, repeated)
    ranges = _joined(lines)
    if _too_much(ranges, text):
        for line, why in zip(lines, surest, strict=True):
            line.why = why
        ranges = _joined(lines)
    return [] if _too_much(ranges, text) else ranges


def masked(text: str, ranges: Sequence[Sequence]) -> str:
    """The text with line ends in the place of each range: what is left stands where it stood.

    >>> masked("Share\\nRockets hit.\\n", [(0, 6, "share buttons")])
    '\\n\\n\\n\\n\\n\\nRockets hit.\\n'
    """
    for start, end, *_ in ranges:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def without_ranges(text: str, ranges: Sequence[Sequence]) -> str:
    """The text as the detector reads it: what lies in the ranges is left out.

    >>> without_ranges("Share\\nRockets hit.\\n", [(0, 6, "share buttons")])
    'Rockets hit.\\n'
    """
    kept, place = [], 0
    for start, end, *_ in ranges:
        kept.append(text[place:start])
        place = end
    return "".join([*kept, text[place:]])


def place_without(ranges: Sequence[Sequence], place: int) -> int | None:
    """Where a place of the text lies in `without_ranges`; None in a range. Both count code points.

    >>> place_without([(0, 6, "share buttons")], 7)
    1
    """
    if any(start <= place < end for start, end, *_ in ranges):
        return None
    return place - sum(end - start for start, end, *_ in ranges if end <= place)


def n_folded_lines(text: str, ranges: Sequence[Sequence]) -> int:
    """How many lines that hold a word lie in the ranges."""
    return sum(not _line(found).is_drawn for start, end, *_ in ranges for found in LINE.finditer(text[start:end]))


def _line(found: re.Match) -> _Line:
    return _Line(found.start(), found.end(), found[0], RULE.fullmatch(found[0]) is not None)


def _fold_phrases(lines: list[_Line], phrases: Sequence[Phrases]) -> None:
    for line in lines:
        if not line.is_drawn and len(line.raw.strip()) <= MOST_CHARACTERS:
            line.why = _why(line, phrases)


def _why(line: _Line, phrases: Sequence[Phrases]) -> str | None:
    content = line.content
    return next((one.why for one in phrases if one.holds(content)), None)


def _fold_below(lines: list[_Line], phrases: Sequence[Phrases], repeated: RepeatedLines) -> None:
    """Fold what stands below the article: from the last line up, as long as each line may be folded there."""
    at_end = [one for one in phrases if one.at_end]
    begin = _begin_of_run(lines, phrases, at_end, repeated)
    for line in reversed(lines):
        if line.is_drawn or line.why:
            continue
        line.why = _why_below(line, at_end, repeated) or (begin[1] if line.start >= begin[0] else None)
        if line.why is None:
            return


def _why_below(line: _Line, at_end: Sequence[Phrases], repeated: RepeatedLines) -> str | None:
    return _why(line, at_end) or (REPEATED if repeated.holds(line.content) else None)


def _begin_of_run(
    lines: list[_Line], phrases: Sequence[Phrases], at_end: Sequence[Phrases], repeated: RepeatedLines
) -> tuple[float, str]:
    """(where it starts, why) of the longest run that a mark begins and that lasts to the end of the text."""
    found = (float("inf"), "")
    for one in phrases:
        for line in reversed(lines if one.after else ()):
            if line.why == one.why and one.holds(line.content):
                found = min(found, (line.start, one.why))
            elif not (line.is_drawn or line.why or one.holds_after(line.content) or _why_below(line, at_end, repeated)):
                break
    return found


def _fold_above(lines: list[_Line], repeated: RepeatedLines) -> None:
    """Fold what repeats above the article. It may be a headline that came back, so it must repeat in most stories."""
    for line in lines:
        if line.is_drawn or line.why:
            continue
        if not repeated.holds(line.content, in_most=True):
            return
        line.why = REPEATED


def _joined(lines: list[_Line]) -> list[Range]:
    """One range for each run of folded lines, with the drawn lines between them and at the ends of the text."""
    ranges, run, drawn = [], [], []
    at_top = True
    for line in lines:
        if line.is_drawn:
            drawn.append(line)
        elif line.why:
            run += [*(drawn if run or at_top else _from_rule(drawn)), line]
            drawn = []
        else:
            if run:
                ranges.append(_range(run))
            run, drawn, at_top = [], [], False
    if run:
        ranges.append(_range(run + drawn))
    return ranges


def _from_rule(drawn: list[_Line]) -> list[_Line]:
    """A rule that parts boilerplate from what stands above it goes with it; blank lines above the rule stay."""
    first = next((number for number, line in enumerate(drawn) if line.raw.strip()), len(drawn))
    return drawn[first:]


def _range(run: list[_Line]) -> Range:
    whys = dict.fromkeys(line.why for line in run if line.why)
    return run[0].start, run[-1].end, ", ".join(whys)


def _too_much(ranges: Sequence[Range], text: str) -> bool:
    return 2 * sum(end - start for start, end, _ in ranges) > len(text)
