"""The log: every change anyone made, appended and never touched again."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlite_utils import Database

from labeling.core.errors import OperationConflict
from labeling.core.operation import Operation
from labeling.store.guidelines import newest_guideline_id

# An operation counts from `moments.at` where that is known: when it was first made, in whatever project.
COLUMNS = "operations.seq, op_id, kind, payload, group_id, coalesce(moments.at, operations.at) AS counted_at"
LOG = "operations LEFT JOIN moments ON moments.seq = operations.seq"


def operations_of(db: Database, document_id: str, author_id: int) -> list[Operation]:
    """One author's operations on one document, oldest first: by time, which is the same in every project, not `seq`."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM {LOG} WHERE document_id = ? AND author_id = ? ORDER BY counted_at, op_id",
        (document_id, author_id),
    )
    return [_operation(row) for row in rows]


def stored_operation(db: Database, document_id: str, author_id: int, operation: Operation) -> Operation | None:
    """This operation as it is in the log, if it is; OperationConflict if its op_id stands for something else."""
    row = db.execute(
        f"SELECT {COLUMNS}, document_id, author_id FROM {LOG} WHERE op_id = ?", (operation.op_id,)
    ).fetchone()
    if row is None:
        return None
    stored = _operation(row[:6])
    if stored != operation or row[6:] != (document_id, author_id):
        raise OperationConflict(
            f"Operation {operation.op_id} is stored already with another content. Make a new op_id."
        )
    return stored


def append_operation(db: Database, document_id: str, author_id: int, operation: Operation, scheme_id: str) -> Operation:
    """Append one operation, later than all of its layer, and return it with its seq; call it inside `write`.

    It carries the guideline version that stands just now.
    """
    row = _row(document_id, author_id, operation, scheme_id, operation.at, newest_guideline_id(db))
    seq = db.execute(_INSERT, row).lastrowid
    return replace(operation, seq=seq)


def append_loads(db: Database, rows: Iterable[tuple[str, int, str, str]], scheme_id: str, at: str) -> None:
    """Append many layer.load operations: (document id, author id, op_id, payload as JSON); call it inside `write`."""
    guideline_id = newest_guideline_id(db)
    db.conn.executemany(
        _INSERT,
        (
            (op_id, document_id, author_id, "layer.load", payload, None, scheme_id, at, guideline_id)
            for document_id, author_id, op_id, payload in rows
        ),
    )


def known_op_ids(db: Database, op_ids: Iterable[str]) -> set[str]:
    """Those of `op_ids` that are in the log."""
    return {op_id for op_id in op_ids if db.execute("SELECT 1 FROM operations WHERE op_id = ?", (op_id,)).fetchone()}


def layers(db: Database) -> Iterator[tuple[str, int]]:
    """(document id, author id) of every layer that has operations."""
    yield from db.execute(
        "SELECT document_id, author_id FROM operations GROUP BY document_id, author_id ORDER BY min(seq)"
    ).fetchall()


_INSERT = (
    "INSERT INTO operations (op_id, document_id, author_id, kind, payload, group_id, scheme_id, at, guideline_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _row(document_id: str, author_id: int, operation: Operation, scheme_id: str, at: str, guideline_id: str) -> tuple:
    payload = json.dumps(operation.payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    kind, group_id = operation.kind, operation.group_id
    return (operation.op_id, document_id, author_id, kind, payload, group_id, scheme_id, at, guideline_id)


def _operation(row: tuple) -> Operation:
    seq, op_id, kind, payload, group_id, at = row
    return Operation(op_id, kind, json.loads(payload), group_id, seq, at)
