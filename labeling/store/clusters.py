"""Near-duplicates as they are stored: a signature for each text, and the cluster of those that have one."""

from collections.abc import Iterable, Mapping

from sqlite_utils import Database


def documents_without_signature(db: Database, limit: int) -> list[tuple[str, str]]:
    """(id, text) of up to `limit` documents that were not compared with the others yet, in load order."""
    return db.execute(
        "SELECT id, text FROM documents WHERE id NOT IN (SELECT document_id FROM signatures) ORDER BY number LIMIT ?",
        (limit,),
    ).fetchall()


def n_signatures(db: Database) -> int:
    return db.execute("SELECT count(*) FROM signatures").fetchone()[0]


def signatures_after(db: Database, number: int) -> list[tuple[int, str, int, bytes]]:
    """(number, document id, number of runs, values) of what was stored after this number, oldest first."""
    return db.execute(
        'SELECT number, document_id, n_runs, "values" FROM signatures WHERE number > ? ORDER BY number', (number,)
    ).fetchall()


def newest_signature(db: Database) -> int:
    return db.execute("SELECT coalesce(max(number), 0) FROM signatures").fetchone()[0]


def add_signatures(db: Database, rows: Iterable[tuple[str, int, bytes]]) -> None:
    """Keep (document id, number of runs, values); call it inside `write`."""
    db.conn.executemany('INSERT INTO signatures (document_id, n_runs, "values") VALUES (?, ?, ?)', rows)


def clusters_of(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Document id to cluster, of those of these that are in one."""
    found = {}
    for document_id in ids:
        row = db.execute("SELECT cluster FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row and row[0] is not None:
            found[document_id] = row[0]
    return found


def write_clusters(db: Database, cluster_by_id: Mapping[str, str], renamed: Mapping[str, str]) -> None:
    """Put documents into clusters, and all documents of a renamed cluster into the new one; call it inside `write`."""
    db.conn.executemany(
        "UPDATE documents SET cluster = ? WHERE cluster = ?", [(new, old) for old, new in renamed.items()]
    )
    db.conn.executemany(
        "UPDATE documents SET cluster = ? WHERE id = ?", [(new, one) for one, new in cluster_by_id.items()]
    )


def forget_clusters(db: Database) -> None:
    """Empty the table and the column, so that all documents are compared anew; call it inside `write`."""
    db.execute("DELETE FROM signatures")
    db.execute("UPDATE documents SET cluster = NULL WHERE cluster IS NOT NULL")
