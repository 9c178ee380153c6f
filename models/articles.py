"""Articles from files, one after another: a file of any size takes the memory of a few."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exports.formats import FORMATS
from exports.formats.decoding import BOM, check_signature, decode_part
from exports.formats.jsonl_document import read_document
from exports.formats.reading import place, printable
from exports.formats.strict_json import read_object
from exports.sources import MOST_BYTES, loadable_files
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme

MOST_LINE_BYTES = 64 * 1024 * 1024
BATCH = 200  # articles …
BATCH_CHARACTERS = 2_000_000  # … of together at most about this many


@dataclass(frozen=True, slots=True)
class Article:
    """`n_bytes`: what it takes in its file."""

    id: str
    text: str
    n_bytes: int


def articles(files: Iterable[tuple[Path, str]], scheme: Scheme) -> Iterator[Article]:
    """Every article of these (file, key of FORMATS); SitrepError names file and line of the first that is none."""
    for path, key in files:
        file = printable(str(path))
        try:
            yield from _of_lines(path, file, scheme) if key == "jsonl" else _of_file(path, file, key, scheme)
        except OSError as error:
            raise FileRefused(f"{file}: cannot be read: {error.strerror}.") from None


def in_batches(found: Iterable[Article]) -> Iterator[list[Article]]:
    """Up to BATCH articles at a time, fewer where they are long."""
    batch: list[Article] = []
    for article in found:
        batch.append(article)
        if len(batch) == BATCH or sum(len(other.text) for other in batch) >= BATCH_CHARACTERS:
            yield batch
            batch = []
    if batch:
        yield batch


def files_and_size(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], int]:
    """The loadable files of these paths with their formats, and their bytes together."""
    files = list(loadable_files(paths))
    return files, sum(path.stat().st_size for path, _ in files)


def _of_file(path: Path, file: str, key: str, scheme: Scheme) -> Iterator[Article]:
    n_bytes = path.stat().st_size
    if n_bytes > MOST_BYTES:
        raise FileRefused(f"{file}: {n_bytes:,} bytes; at most {MOST_BYTES:,} (MOST_BYTES). Split the file.")
    reading = FORMATS[key].read(path.read_bytes(), file=file, scheme=scheme, annotator=None)
    if reading.faults:
        raise FileRefused(reading.faults[0].message)
    for record in reading.documents:
        yield Article(record.document.id, record.document.text, n_bytes)


def _of_lines(path: Path, file: str, scheme: Scheme) -> Iterator[Article]:
    with path.open("rb") as lines:
        for number, content in enumerate(iter(lambda: lines.readline(MOST_LINE_BYTES + 1), b""), start=1):
            where = place(file, number)
            if len(content) > MOST_LINE_BYTES:
                raise FileRefused(f"{where}: the line is longer than {MOST_LINE_BYTES:,} bytes (MOST_LINE_BYTES).")
            if number == 1:
                check_signature(content, file=file)
            text = content.removeprefix(BOM) if number == 1 else content
            if text.strip(b" \t\r\n"):
                record = read_object(decode_part(text, file=file, line=number), where=where)
                document = read_document(record, scheme=scheme, where=where, escaped=b"\\u" in text)
                yield Article(document.id, document.text, len(content))
