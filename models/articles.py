"""Articles that are read to be scored and not kept: one JSON line or one row of a table each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from exports.formats.decoding import decode_part
from exports.formats.jsonl_document import read_document
from exports.formats.reading import place
from exports.formats.strict_json import read_object
from exports.formats.tool_document import read_document as read_row
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme

MOST_LINE_BYTES = 16 * 1024 * 1024  # a text of the most characters takes 12 million, each written as an escaped pair
BATCH = 200  # articles …
BATCH_CHARACTERS = 2_000_000  # … of together at most about this many
BLANKS = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Article:
    id: str
    text: str


Found = Article | SitrepError  # the error stands for an article that cannot be read


def article_of_line(content: bytes, scheme: Scheme, *, file: str, line: int) -> Article:
    """The article of one line of JSONL; SitrepError names the line."""
    where = place(file, line)
    record = read_object(decode_part(content, file=file, line=line), where=where)
    document = read_document(record, scheme=scheme, where=where, escaped=b"\\u" in content)
    return Article(document.id, document.text)


def article_of_row(document_id: object, text: object, *, where: str) -> Article:
    """The article of one row of a table; SitrepError names its place, `where`."""
    document = read_row(text, {}, ids=[document_id], where=where)
    return Article(document.id, document.text)


def bounded_lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Every line with its end; None for one of more than MOST_LINE_BYTES, which never is in memory whole."""
    while content := file.readline(MOST_LINE_BYTES + 1):
        if len(content) <= MOST_LINE_BYTES:
            yield content
            continue
        while content and not content.endswith(b"\n"):
            content = file.readline(MOST_LINE_BYTES)
        yield None


def too_long(file: str, line: int) -> FileRefused:
    return FileRefused(
        f"{place(file, line)}: the line is longer than {MOST_LINE_BYTES:,} bytes (MOST_LINE_BYTES). Split it."
    )


def in_batches(found: Iterable[Article]) -> Iterator[list[Article]]:
    """Up to BATCH articles at a time, fewer where they are long."""
    batch: list[Article] = []
    n_characters = 0
    for article in found:
        batch.append(article)
        n_characters += len(article.text)
        if len(batch) == BATCH or n_characters >= BATCH_CHARACTERS:
            yield batch
            batch, n_characters = [], 0
    if batch:
        yield batch
