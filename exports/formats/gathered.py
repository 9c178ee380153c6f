"""Documents gathered from the records of another tool: those of one text become one, with a layer an annotator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from exports.formats.json_values import read_values
from exports.formats.odd_places import notice_odd_places
from exports.formats.reading import Line, Reading, place
from exports.formats.tool_layer import ToolLayer, author_of
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span


@dataclass(slots=True)
class GatheredDocument:
    """What the records of one text give together; `line` is the first; `unquoted`: spans of tables without a quote."""

    document: Document
    line: Line
    layers: dict[str, ToolLayer] = field(default_factory=dict)
    unquoted: list[Span] = field(default_factory=list)

    def layer(self, name: object, annotator: str | None, line: Line) -> ToolLayer:
        """The layer of this annotator, or where the file names nobody, of `annotator` (None: of "import")."""
        author, kind = author_of(name, annotator, where=line.where)
        return self.layers.setdefault(author, ToolLayer(author, kind))

    def takes(self, line: Line) -> None:
        """What is wrong with this line is wrong with this document."""
        if line.where != self.line.where:
            line.reading.part_of[line.where] = self.line.where

    def annotated(self, scheme: Scheme) -> AnnotatedDocument:
        layers = (layer.annotation(scheme, self.line) for layer in self.layers.values())
        where = place(self.line.file, self.line.number)
        notice_odd_places(self.unquoted, self.document.text, self.line)
        return AnnotatedDocument(self.document, tuple(layer for layer in layers if layer), where)


class Gathered:
    """The documents of one file, in the order in which they first come."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, str], GatheredDocument] = {}

    def document(self, document: Document, line: Line) -> GatheredDocument:
        """The one with this id and text, which is this one if none came before."""
        found = self._documents.setdefault((document.id, document.text), GatheredDocument(document, line))
        found.takes(line)
        return found

    def __iter__(self) -> Iterator[GatheredDocument]:
        return iter(self._documents.values())

    def give(self, reading: Reading, *, file: str, scheme: Scheme, expected: str) -> Reading:
        """The reading with these documents; a file that gave none and no fault was not what was `expected`."""
        reading.documents += [gathered.annotated(scheme) for gathered in self]
        if not reading.documents and not reading.n_faults:
            reading.add_fault(file, None, f"{file}: there is no document in this file. Expected {expected}.")
        return reading


def read_gathered(
    data: bytes, gather: Callable[[Any, Gathered, Line], None], *, file: str, scheme: Scheme, expected: str
) -> Reading:
    """Every JSON value of a file taken in by `gather`; a value that it refuses is a fault of that line."""
    reading, found = Reading(), Gathered()
    for line, value in read_values(data, file=file, reading=reading):
        try:
            gather(value, found, line)
        except SitrepError as refused:
            line.fault(str(refused))
    return found.give(reading, file=file, scheme=scheme, expected=expected)
