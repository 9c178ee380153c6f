"""Writes what changed in a project since a cursor, so that a consumer stays equal to the database."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlite_utils import Database

from exports.delta_cursor import Cursor, read_cursor, shape
from exports.formats import jsonl
from exports.whole_file import write_whole
from labeling.core.errors import DatabaseBusy
from labeling.store.annotations import chosen_documents
from labeling.store.changes import Change, changes, keep_digests, project_id
from labeling.store.database import snapshot


@dataclass(slots=True)
class Delta:
    """The last line of a delta. `since` is None where it holds everything; counts are in documents.

    `n_documents` and `checksum` are of the whole project as it is after this delta.
    """

    since: str | None = None
    cursor: str = ""
    n_changed: int = 0
    n_deleted: int = 0
    n_documents: int = 0
    checksum: str = ""


def write_delta(db: Database, path: Path, since: str) -> Delta:
    """Write to `path`, whole or not at all, what changed since this cursor ("start": everything there is).

    Everything is of one moment. It costs what changed, once every digest is known: the first delta finds them.
    """
    fresh: dict[str, str] = {}
    with snapshot(db) as reader:
        known = changes(reader, shape())
        newest = Cursor(project_id(reader), shape(), max((change.number for change in known), default=0))
        after = read_cursor(since, newest)
        delta = Delta(since if after else None, str(newest))
        write_whole(path, _lines(reader, known, after, delta, fresh))
    with suppress(DatabaseBusy):  # the file is written; the next delta finds these digests anew
        found = ((change, fresh[change.document_id]) for change in known if change.document_id in fresh)
        keep_digests(db, shape(), found)
    return delta


def checksum_of(digests: Sequence[str]) -> str:
    """The sum of the digests as numbers, modulo 2^256, as 64 hexadecimal digits; their order does not matter.

    >>> checksum_of(["f" * 64, "0" * 63 + "3"])[-4:]
    '0002'
    """
    return f"{sum(int(digest, 16) for digest in digests) % 2**256:064x}"


def digest_of(line: bytes) -> str:
    """The SHA-256 of a document's line as it was written, without its line end."""
    return hashlib.sha256(line.removesuffix(b"\n")).hexdigest()


def _lines(
    reader: Database, known: Sequence[Change], after: int, delta: Delta, fresh: dict[str, str]
) -> Iterator[bytes]:
    """The lines of the file; `delta` is counted up on the way, and `fresh` takes the digests that were not known."""
    there = [change for change in known if change.place is not None]
    for change in known if after else ():
        if change.place is None and change.number > after:
            delta.n_deleted += 1
            yield _line({"deleted": change.document_id})
    read = [change for change in there if change.number > after or change.digest is None]
    documents = chosen_documents(reader, [change.place for change in read])
    for change, line in zip(read, jsonl.write(documents), strict=True):
        if change.digest is None:
            fresh[change.document_id] = digest_of(line)
        if change.number > after:
            delta.n_changed += 1
            yield line
    delta.n_documents = len(there)
    delta.checksum = checksum_of([change.digest or fresh[change.document_id] for change in there])
    yield _line({"delta": asdict(delta)})


def _line(record: dict) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8") + b"\n"
