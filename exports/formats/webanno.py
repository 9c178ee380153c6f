"""WebAnno TSV 3, as INCEpTION exports it: read only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from exports.formats.decoding import BOM, decode
from exports.formats.inception_paths import named_by
from exports.formats.offset_units import code_points, converted
from exports.formats.reading import Beside, Line, Reading, place
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer, mark
from exports.formats.uima_layers import short_name
from exports.formats.webanno_cells import NO_VALUE, NOTHING, stacked, unescape
from exports.formats.webanno_header import FORMAT, Layer, read_header
from exports.formats.webanno_text import Row, Sentence, read_sentences, text_of
from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme

MOST_STACKED = 1_000
BETWEEN = "what lies between sentences is not in the file: blanks and a line end stand there."


@dataclass(slots=True)
class _Marked:
    """One annotation as its rows add up to it, in UTF-16 units."""

    label: str
    start: int
    end: int
    line: int


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """The document. In a folder annotation/DOCUMENT/ANNOTATOR.tsv its id and annotator are those names.

    The label of a span is the feature `value`, `label` or the first there is, else the name of the layer. Relations,
    slot links, other features and linguistic layers are counted.
    """
    reading = Reading()
    line = Line(file, None, reading)
    try:
        lines = [content.removesuffix("\r") for content in decode(data, file=file).split("\n")]
        layers = read_header(lines, file=file)
        sentences = read_sentences(lines, file=file)
        document_id, author, kind = named_by(file, annotator)
        document = read_document(text_of(sentences, file=file), {}, ids=[document_id], where=place(file))
        _check_cells(sentences, layers, file)
    except SitrepError as refused:
        reading.add_fault(file, None, str(refused))
        return reading
    if any(one.rows[-1].end != next_.rows[0].start for one, next_ in pairwise(sentences)):
        line.notice(BETWEEN)
    gathered = ToolLayer(author, kind)
    _gather(_marks(sentences, layers, line), document.text, gathered, line)
    annotation = gathered.annotation(scheme, line)
    kept = (annotation,) if annotation and annotation.spans else ()
    reading.documents.append(AnnotatedDocument(document, kept, where=place(file)))
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    return data.removeprefix(BOM).startswith(FORMAT.encode())


def _check_cells(sentences: list[Sentence], layers: list[Layer], file: str) -> None:
    """Raise FileRefused for a row that has not a cell for each column."""
    n_columns = sum(layer.n_columns for layer in layers)
    for sentence in sentences:
        for row in sentence.rows:
            if len(row.cells) != n_columns:
                raise FileRefused(
                    f"{place(file, row.line)}: {len(row.cells)} cells; the header has {n_columns} columns. "
                    "Export it again."
                )
            if any(cell.count("|") + cell.count(";") > MOST_STACKED for cell in row.cells):
                raise FileRefused(f"{place(file, row.line)}: more than {MOST_STACKED:,} annotations in one cell.")


def _marks(sentences: list[Sentence], layers: list[Layer], line: Line) -> Iterator[_Marked]:
    """The annotations of every layer that marks something; all else is counted."""
    for layer in layers:
        found: dict[object, _Marked] = {}
        for sentence in sentences:
            for row in sentence.rows:
                if layer.kind == "relation":
                    line.leave_out("relations", len(stacked(row.cells[layer.first + layer.n_columns - 1])))
                else:
                    _add_row(row, layer, found, line)
        if layer.is_linguistic:
            line.leave_out("spans of linguistic layers", len(found))
        else:
            yield from found.values()


def _add_row(row: Row, layer: Layer, found: dict[object, _Marked], line: Line) -> None:
    links = stacked(row.cells[layer.first + 1]) if layer.kind == "chain" else []
    for at, (value, number) in enumerate(stacked(row.cells[layer.label])):
        if layer.kind == "chain":  # there the number is that of the chain; the link says which element it is
            number = links[at][0] if at < len(links) else None
        key = (row.unit, at) if number is None else number
        marked = found.get(key)
        if marked is None:
            is_name = layer.label not in layer.slots and value not in (NO_VALUE, "")
            label = unescape(value) if is_name else short_name(layer.name)
            found[key] = _Marked(label, row.start, row.end, row.line)
            _count_features(row, layer, at, line)
        else:
            marked.start, marked.end = min(marked.start, row.start), max(marked.end, row.end)


def _count_features(row: Row, layer: Layer, at: int, line: Line) -> None:
    """Count what the annotation says beside its label, once."""
    if layer.kind == "chain":
        line.leave_out("chain links")
        return
    for column in range(layer.first, layer.first + layer.n_columns):
        if column in layer.slots:
            values = stacked(row.cells[column], ";")
            line.leave_out("slot links", sum(value not in (NOTHING, NO_VALUE) for value, _ in values))
        elif column != layer.label and column - 1 not in layer.slots and not layer.is_linguistic:
            values = stacked(row.cells[column])
            line.leave_out("other features of spans", int(at < len(values) and values[at][0] != NO_VALUE))


def _gather(marks: Iterator[_Marked], text: str, gathered: ToolLayer, line: Line) -> None:
    places = code_points(text, "utf16")
    for marked in marks:
        at = Line(line.file, marked.line, line.reading)
        if marked.start == marked.end:
            line.leave_out("spans of no length")
            continue
        try:
            start, end = (converted(offset, places, "utf16", where=at.where) for offset in (marked.start, marked.end))
            gathered.add(mark(start, end, marked.label, text, where=at.where), line)
        except SitrepError as refused:
            at.fault(str(refused))
