"""Sitrep JSONL: one document a line, flat (one annotator) or full (all layers)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.decoding import BOM, check_signature, decode_part
from exports.formats.jsonl_document import read_document, write_document
from exports.formats.jsonl_layers import read_layers, write_flat, write_full
from exports.formats.reading import Beside, Line, Reading
from exports.formats.strict_json import read_object
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme

BLANKS = b" \t\r"
NOTHING = "{file}: there is no document in this file. Expected one JSON object a line."


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every record of this file; flat ones become layers of `annotator` (None: of "import").

    Lines end in \\n and nothing else, and every line counts; blank ones are passed over. Labels are the file's own, so
    that foreign ones can be mapped; `fit_labels` refuses what the scheme does not have.
    """
    reading = Reading()
    try:
        check_signature(data, file=file)
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))
        return reading
    lines = enumerate(lines_of(data, start=len(BOM) if data.startswith(BOM) else 0), start=1)
    read_lines(lines, reading, file=file, scheme=scheme, annotator=annotator)
    if not reading.documents and not reading.n_faults:
        reading.add_fault(file, None, NOTHING.format(file=file))
    return reading


def read_lines(
    lines: Iterable[tuple[int, bytes]],
    reading: Reading,
    *,
    file: str,
    scheme: Scheme,
    annotator: str | None,
    begins: bool = True,
) -> bool:
    """Add the records on these (number, content) to `reading`.

    Where the file `begins` here and its first record is no JSONL at all, the rest is not read, and False returned.
    """
    for number, content in lines:
        if content.strip(BLANKS):
            line = Line(file, number, reading)
            try:
                _read_record(content, scheme, annotator, line)
            except SitrepError as refused:
                line.fault(str(refused))
                if begins and not reading.documents and _is_not_jsonl(content):
                    return False
    return True


def lines_of(data: bytes, *, start: int = 0) -> Iterator[bytes]:
    """The lines from this byte on, one in memory at a time: a file of line ends alone is long."""
    while start <= len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """The full shape, a line a document; it has room for everything."""
    for annotated in documents:
        record = write_document(annotated)
        record["annotations"] = [write_full(layer, annotated.document.text) for layer in annotated.annotations]
        yield _line(record)


def write_one_layer(
    documents: Iterable[tuple[AnnotatedDocument, Annotation | None]], scheme: Scheme
) -> Iterator[bytes]:
    """The flat shape, a line a document, with the one layer it comes with."""
    for annotated, layer in documents:
        yield _line(write_document(annotated) | write_flat(layer, annotated.document.text, scheme))


def _line(record: dict) -> bytes:
    return json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n"


def _read_record(content: bytes, scheme: Scheme, annotator: str | None, line: Line) -> None:
    record = read_object(decode_part(content, file=line.file, line=line.number), where=line.where)
    document = read_document(record, scheme=scheme, where=line.where, escaped=b"\\u" in content)
    layers = read_layers(record, document.text, scheme=scheme, annotator=annotator, line=line)
    line.reading.documents.append(AnnotatedDocument(document, layers, where=line.where))


def _is_not_jsonl(content: bytes) -> bool:
    """The whole file is one JSON array or an indented object: one fault says it, not one a line."""
    return content.lstrip().startswith(b"[") or content.strip() == b"{"
