"""Loading a file against bare `executemany` of the rows it leads to."""

import tempfile
from pathlib import Path

from sqlite_utils.utils import sqlite3

from bench import corpus
from bench.measure import Result, in_turn
from exports.sources import read_paths
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents

TABLES = ("documents", "authors", "schemes", "operations", "spans", "answers", "work")


def measure(n_documents: int) -> Result:
    records = corpus.documents(n_documents)
    n_spans = sum(len(record["spans"]) for record in records)
    with tempfile.TemporaryDirectory() as folder:
        file, number = Path(folder, "corpus.jsonl"), iter(range(100))
        corpus.write(file, records)
        model = Path(folder, "model.db")
        load(file, model)
        rows = _rows(model)
        return in_turn(
            f"load {n_documents:,} documents, {n_spans:,} spans",
            lambda: load(file, Path(folder, f"ours{next(number)}.db")),
            lambda: _bare(rows, model, Path(folder, f"bare{next(number)}.db")),
            budget=5,
        )


def load(file: Path, database: Path) -> None:
    db = open_database(database)
    reading = read_paths([file], scheme=current_scheme(db), annotator="bench")
    assert not reading.faults
    load_documents(db, reading.documents)
    db.conn.close()


def _rows(model: Path) -> dict[str, list[tuple]]:
    connection = sqlite3.connect(str(model))
    rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    connection.close()
    return rows


def _bare(rows: dict[str, list[tuple]], model: Path, database: Path) -> None:
    """The same rows into the same tables with the same keys, ready in memory, in one transaction."""
    source = sqlite3.connect(str(model))
    connection = sqlite3.connect(str(database), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for table, kind, sql in source.execute("SELECT tbl_name, type, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        if table in TABLES and kind in ("table", "index"):
            connection.execute(sql)
    connection.execute("BEGIN")
    for table, content in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(content[0]))})", content)
    connection.execute("COMMIT")
    connection.close()
    source.close()
