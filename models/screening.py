"""Scoring articles that are not in the project: read one after another, written as they are scored."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from exports.formats import FORMATS
from exports.formats.decoding import BOM, check_signature, decode_part
from exports.formats.jsonl_document import read_document
from exports.formats.reading import place, printable
from exports.formats.strict_json import read_object
from exports.sources import loadable_files
from exports.whole_file import write_whole
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from models.detector import Detector

BATCH = 200


def screen(
    paths: Iterable[Path],
    out: Path,
    detector: Detector,
    scheme: Scheme,
    progress: Callable[[int], object] = lambda n: None,
) -> dict:
    """Score every document of `paths` into `out`, one JSON object a line; whole or not at all. Returns counts."""
    counts = {"model": detector.id, "n": 0, f"n_{detector.positive}": 0}

    def lines() -> Iterator[bytes]:
        for batch in _batches(_documents(paths, scheme)):
            for (document_id, _), score in zip(batch, detector.scores([text for _, text in batch]), strict=True):
                value = detector.value(score)
                counts["n"] += 1
                counts[f"n_{detector.positive}"] += value == detector.positive
                line = {"id": document_id, detector.question: value, "score": round(float(score), 6)}
                yield json.dumps(line | {"model": detector.id}, ensure_ascii=False).encode() + b"\n"
            progress(counts["n"])
        if not counts["n"]:
            raise FileRefused("There is no document in these files, so nothing was written.")

    write_whole(out, lines())
    return counts


def _batches(documents: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    batch = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _documents(paths: Iterable[Path], scheme: Scheme) -> Iterator[tuple[str, str]]:
    """(id, text) of every document; JSONL is read line by line, so a file of any size takes the memory of a batch."""
    for path, key in loadable_files(paths):
        file = printable(str(path))
        if key == "jsonl":
            yield from _records(path, file, scheme)
        else:
            reading = FORMATS[key].read(path.read_bytes(), file=file, scheme=scheme, annotator=None)
            reading.check()
            yield from ((record.document.id, record.document.text) for record in reading.documents)


def _records(path: Path, file: str, scheme: Scheme) -> Iterator[tuple[str, str]]:
    with path.open("rb") as lines:
        for number, content in enumerate(lines, start=1):
            if number == 1:
                check_signature(content, file=file)
                content = content.removeprefix(BOM)
            if content.strip():
                where = place(file, number)
                record = read_object(decode_part(content, file=file, line=number), where=where)
                document = read_document(record, scheme=scheme, where=where, escaped=b"\\u" in content)
                yield document.id, document.text
