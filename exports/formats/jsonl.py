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


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every record of this file; flat ones become layers of `annotator` (None: of "import").

    Lines end in \\n and nothing else, and every line counts; blank ones are passed over.
    """
    reading = Reading()
    try:
        check_signature(data, file=file)
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))
        return reading
    for number, content in enumerate(data.removeprefix(BOM).split(b"\n"), start=1):
        if content.strip(b" \t\r"):
            line = Line(file, number, reading)
            try:
                _read_record(content, scheme, annotator, line)
            except SitrepError as refused:
                line.fault(str(refused))
                if not reading.documents and _is_not_jsonl(content):
                    return reading
    if not reading.documents and not reading.n_faults:
        reading.add_fault(file, None, f"{file}: there is no document in this file. Expected one JSON object a line.")
    return reading


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
