"""The lines of a .ann file: spans and attributes are kept, everything else is counted."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from exports.formats.brat_text_bound import TextBound, read_text_bound
from exports.formats.reading import Line, Reading
from labeling.core.errors import FileRefused

KINDS = {  # the first letter of an id -> what is counted
    "R": "relations",
    "E": "events",
    "A": "attributes",
    "M": "attributes",
    "N": "normalisations",
    "#": "notes",
    "*": "equivalences",
}
ARGUMENT = re.compile(r"\S+:([A-Z][0-9]+)")
ID = re.compile(r"[A-Z][0-9]+")


@dataclass(slots=True)
class Marks:
    """What the lines say. `attributes` maps the id of a span to (name, value), "" for a name alone."""

    text_bounds: dict[str, TextBound] = field(default_factory=dict)
    attributes: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    n_attributes: int = 0
    triggers: set[str] = field(default_factory=set)
    ids: dict[str, int] = field(default_factory=dict)  # id -> its line
    references: dict[str, tuple[int, str]] = field(default_factory=dict)  # id that is named -> first line, who


def read_lines(content: str, file: str, reading: Reading) -> Marks:
    """Every line; faults, and what is left out, go to `reading`. Lines end in \\n or \\r\\n."""
    marks = Marks()
    for number, one in enumerate(content.split("\n"), start=1):
        one = one.removesuffix("\r")
        if one.strip():
            line = Line(file, number, reading)
            try:
                _read_line(one, marks, line)
            except FileRefused as refused:
                line.fault(str(refused))
    for named, (number, who) in marks.references.items():
        if named not in marks.ids:
            line = Line(file, number, reading)
            line.fault(f"{line.where}: {who} names {named}, which is not in this file. Mend the line or remove it.")
    return marks


def _read_line(content: str, marks: Marks, line: Line) -> None:
    identifier, tab, rest = content.partition("\t")
    kind = KINDS.get(identifier[:1])
    if identifier.startswith("T"):
        _read_span(content, marks, line)
    elif not tab:
        raise FileRefused(f"{line.where}: found {content[:60]!r}; expected an id, a tab and what it stands for.")
    elif kind is None:
        line.leave_out("rows of unknown kinds")
        line.notice("a row that is no T, R, E, A, M, N, * or # row is left out.")
    else:
        if identifier[0] not in "#*":  # notes may share an id, equivalences have none
            _add_id(identifier, marks, line)
        _note_references(identifier, rest, marks, line.number)
        if kind == "attributes":
            _read_attribute(rest, marks)
        else:
            line.leave_out(kind)


def _read_span(content: str, marks: Marks, line: Line) -> None:
    bound = read_text_bound(content, line.number, where=line.where)
    _add_id(bound.id, marks, line)
    if " " in bound.label:
        line.leave_out("spans whose label has blanks in it")
        line.notice("a label with blanks in it, which brat does not allow; the span is left out.")
    else:
        marks.text_bounds[bound.id] = bound


def _add_id(identifier: str, marks: Marks, line: Line) -> None:
    earlier = marks.ids.setdefault(identifier, line.number)
    if earlier != line.number:
        raise FileRefused(
            f"{line.where}: the id {identifier} is used twice, first in line {earlier}. Relations, events and notes "
            "name ids: give each its own."
        )


def _read_attribute(rest: str, marks: Marks) -> None:
    marks.n_attributes += 1
    name, *more = rest.split(" ", 2)
    if more and ID.fullmatch(more[0]):
        marks.attributes[more[0]].append((name, more[1].strip() if len(more) > 1 else ""))


def _note_references(identifier: str, rest: str, marks: Marks, line: int) -> None:
    """Remember which ids this line names, and which span triggers an event."""
    words = rest.split("\t")[0].split(" ")
    if identifier[0] in "RE":
        named = [found[1] for word in words if (found := ARGUMENT.fullmatch(word))]
        if identifier[0] == "E" and named and (trigger := ARGUMENT.fullmatch(words[0])):
            marks.triggers.add(trigger[1])
    else:
        named = [word for word in (words[1:] if identifier[0] == "*" else words[1:2]) if ID.fullmatch(word)]
    for one in named:
        marks.references.setdefault(one, (line, identifier))
