"""Documents of GATE, saved as GATE XML or as bdocjs: read only."""

from collections.abc import Iterator
from pathlib import PurePath

from exports.formats.decoding import BOM
from exports.formats.gate_document import GateDocument, GateMark
from exports.formats.gate_json import SETS, UNIT, read_gate_json
from exports.formats.gate_xml import ROOT, read_gate_xml
from exports.formats.offset_units import code_points, converted
from exports.formats.reading import Beside, Line, Reading
from exports.formats.tool_answers import REASON
from exports.formats.tool_attributes import attributes_of
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer, author_of, mark
from exports.formats.uima_layers import is_linguistic
from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme

SUFFIXES = (".xml", ".bdocjs")
LINGUISTIC = {"SpaceToken", "Split", "Word", "MWT", "NounChunk", "VG", "DEFAULT_TOKEN"}  # besides those of UIMA
MARKUPS = "Original markups"  # what GATE found in the page it read: headings, links
KEY = "Key"  # as GATE calls what others are measured against
RENUMBERED = "the numbers of nodes are not their places in the text (line ends, perhaps): where they stand counts."


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """One document. Its id is the name in the file, else the file's.

    Each annotation set is a layer, of whoever it is named after: the default one is the annotator's, `Key` is gold.
    """
    reading = Reading()
    line = Line(file, None, reading)
    try:
        if data.removeprefix(BOM).lstrip().startswith(b"<"):
            found = read_gate_xml(data, where=file)
        else:
            found = read_gate_json(data, file=file, reading=reading)
        if found is not None:
            reading.documents.append(_read(found, scheme, annotator, line))
    except SitrepError as refused:
        line.fault(str(refused))
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    if data.removeprefix(BOM).lstrip().startswith(b"<"):
        return f"<{ROOT}".encode() in data
    return PurePath(name).suffix.lower() == ".bdocjs" or all(f'"{key}"'.encode() in data for key in (SETS, UNIT))


def _read(found: GateDocument, scheme: Scheme, annotator: str | None, line: Line) -> AnnotatedDocument:
    if found.is_renumbered:
        line.notice(RENUMBERED)
    line.leave_out("relations", found.n_relations)
    line.leave_out("other features of documents", found.n_odd)
    asked = [name for question in scheme.questions for name in (question.name, question.name + REASON)]
    answers = [(name, found.features[name]) for name in asked if name in found.features]
    values = {name: value for name, value in found.features.items() if name not in asked}
    document = read_document(found.text, values, ids=[found.name, PurePath(line.file).stem], where=line.where)
    places = code_points(document.text, found.unit)
    layer_by_author: dict[str, ToolLayer] = {}
    for name in ["", *(name for name in found.sets if name)]:
        author, kind = author_of(name, annotator, where=line.where)
        layer = layer_by_author.setdefault(author, ToolLayer(author, "gold" if name == KEY else kind))
        layer.labels += [] if name else answers
        for one in _marks(name, found.sets.get(name, []), line):
            at = Line(line.file, one.line, line.reading)
            try:
                _add(one, layer, document.text, places, found.unit, scheme, at)
            except SitrepError as refused:
                at.fault(str(refused))
    layers = [layer.annotation(scheme, line) for layer in layer_by_author.values()]
    kept = tuple(one for one in layers if one and (one.spans or one.answers))
    return AnnotatedDocument(document, kept, where=line.where)


def _marks(name: str, marks: list[GateMark], line: Line) -> Iterator[GateMark]:
    """The annotations of a set that mark something; all else is counted."""
    for one in marks:
        if name == MARKUPS:
            line.leave_out("original markups")
        elif isinstance(one.type, str) and (one.type in LINGUISTIC or is_linguistic(one.type)):
            line.leave_out("spans of linguistic layers")
        elif one.start == one.end:
            line.leave_out("spans of no length")
        else:
            yield one


def _add(one: GateMark, layer: ToolLayer, text: str, places: object, unit: str, scheme: Scheme, line: Line) -> None:
    """Add the mark to the layer; features that no attribute of the scheme is named after are counted."""
    names = {attribute.name for label in scheme.labels for attribute in label.attributes}
    features = {name: value for name, value in one.features.items() if name in names}
    line.leave_out("other features of spans", len(one.features) - len(features) + one.n_odd)
    start, end = (converted(offset, places, unit, where=line.where) for offset in (one.start, one.end))
    attributes = attributes_of(features, one.type, scheme, line)
    layer.add(mark(start, end, one.type, text, where=line.where, attributes=attributes), line)
