"""The rows of another project, attached as `other`, taken into this one; call these inside `write`, in this order."""

from collections.abc import Callable, Iterator

from sqlite_utils import Database

from labeling.store.documents import indexed_at_once, newest_number

BLOCK = 1_000  # documents or operations between two reports of progress
Step = Callable[[int], object]

# What becomes of each table of the other project; a new table needs its row here.
TAKEN = (
    *("documents", "authors", "schemes", "operations", "adjudications", "moments", "draws", "tokens"),
    *("guidelines", "guideline_looks", "comments", "cases", "case_replies"),
)
PROJECTED = ("spans", "answers", "work", "rejections", "backgrounds")  # from the log, or as they are in a new layer
FOUND_AGAIN = ("phrases", "watermarks", "boilerplate", "signatures", "changes", "readings", "missed_mentions")
NOT_TAKEN = (
    "gazetteers",
    "model_versions",
    "suggestions",
    "jobs",
    "rounds",
)  # counted and said, but for proposals of tools
OF_THE_FILE = (
    "sessions",
    "invitations",
    "script_tokens",
    "account_events",
    "misses",
    "leases",
    "locked_slice",
    "serving",
    "out_of_fold",
    "snapshots",
    "reading_order",
    "queue_shares",
    "shown_precision",
    "second_looks",
    "marked_words",
    "gold_rates",
    "gold_items",
    "round_documents",
    "round_people",
    "assignments",
    "free_reading",
)  # who is signed in, who works on it, the salt of its draw; what its models said, how its queue is dealt, to whom

# Both numbers of an author, who is known by name: `theirs.author_id` there, `ours.id` here.
AUTHOR = "JOIN other.authors AS they ON they.id = theirs.author_id JOIN main.authors AS ours ON ours.name = they.name"
NEW_LAYER = (
    "NOT EXISTS (SELECT 1 FROM main.operations AS earlier WHERE earlier.document_id = theirs.document_id"
    " AND earlier.author_id = ours.id AND earlier.seq <= :seq)"
)
DETAILS = ("title", "source", "url", "published", "language", "meta")


def take_schemes(db: Database) -> int:
    """Take the versions that are not known, as older than those here; into a project without any, as they are."""
    is_empty = db.execute("SELECT count(*) FROM main.schemes").fetchone()[0] == 0
    order = "ORDER BY number" if is_empty else "ORDER BY number DESC"
    rows = db.execute(
        f"SELECT id, toml, at FROM other.schemes WHERE id NOT IN (SELECT id FROM main.schemes) {order}"
    ).fetchall()
    for row in rows:
        number = "max(number) + 1" if is_empty else "min(number) - 1"
        db.execute(
            f"INSERT INTO main.schemes (number, id, toml, at) SELECT coalesce({number}, 1), ?, ?, ? FROM main.schemes",
            row,
        )
    return len(rows)


def take_authors(db: Database) -> int:
    """Take the authors whose names are new, without their roles and passwords: those are given here."""
    return db.execute(
        "INSERT INTO main.authors (name, kind, created_at) SELECT name, kind, created_at FROM other.authors"
        " WHERE name NOT IN (SELECT name FROM main.authors) ORDER BY id"
    ).rowcount


def take_documents(db: Database, step: Step) -> int:
    """Take the documents whose ids are new, in their order, and their tokens."""
    before, n_taken = newest_number(db), 0
    with indexed_at_once(db):
        for block in _blocks(db, "other.documents", "number"):
            n_taken += db.execute(
                "INSERT INTO main.documents"
                " (id, title, text, sha256, source, url, published, language, meta, loaded_at)"
                " SELECT id, title, text, sha256, source, url, published, language, meta, loaded_at"
                " FROM other.documents AS theirs WHERE number BETWEEN ? AND ? AND NOT EXISTS"
                " (SELECT 1 FROM main.documents AS known WHERE known.id = theirs.id) ORDER BY number",
                block,
            ).rowcount
            step(BLOCK)
    db.execute(
        "INSERT INTO main.tokens (document_id, starts, ends) SELECT document_id, starts, ends FROM other.tokens"
        " JOIN main.documents ON id = document_id WHERE number > ?",
        (before,),
    )
    return n_taken


def take_operations(db: Database, step: Step) -> int:
    """Append the operations whose op_ids are new; those that are known count from when they were first made."""
    n_taken = 0
    for block in _blocks(db, "other.operations", "seq"):
        n_taken += db.execute(
            "INSERT INTO main.operations"
            " (op_id, document_id, author_id, kind, payload, group_id, scheme_id, guideline_id, at)"
            " SELECT op_id, document_id, ours.id, theirs.kind, payload, group_id, scheme_id, guideline_id,"
            " coalesce(moments.at, theirs.at) FROM other.operations AS theirs"
            f" LEFT JOIN other.moments ON moments.seq = theirs.seq {AUTHOR} WHERE theirs.seq BETWEEN ? AND ?"
            " AND NOT EXISTS (SELECT 1 FROM main.operations AS known WHERE known.op_id = theirs.op_id)"
            " ORDER BY theirs.seq",
            block,
        ).rowcount
        step(BLOCK)
    return n_taken


def take_adjudications(db: Database) -> int:
    """Take who made the operations of gold that are here now, and why."""
    return db.execute(
        "INSERT INTO main.adjudications (seq, author_id, difference, choice, coders, reason, seen)"
        " SELECT new.seq, ours.id, difference, choice, coders, reason, seen FROM other.adjudications AS theirs"
        f" JOIN other.operations AS old ON old.seq = theirs.seq {AUTHOR}"
        " JOIN main.operations AS new ON new.op_id = old.op_id"
        " WHERE NOT EXISTS (SELECT 1 FROM main.adjudications AS known WHERE known.seq = new.seq)"
        " ORDER BY new.seq"
    ).rowcount


def take_proposals(db: Database) -> int:
    """Take what models of other tools proposed for documents that are here now; scores by models of ours stay there."""
    return db.execute(
        'INSERT OR IGNORE INTO main.suggestions (document_id, proposed_by, label, "start", "end", score)'
        ' SELECT document_id, proposed_by, label, "start", "end", score FROM other.suggestions'
        " WHERE proposed_by IS NOT NULL"
    ).rowcount


def take_moments(db: Database) -> list[tuple[str, int]]:
    """Let each operation that is in both count from the earlier time; (document id, author id) of the layers moved."""
    rows = db.execute(
        "SELECT ours.seq, coalesce(earlier.at, theirs.at) AS counted_at, ours.document_id, ours.author_id"
        " FROM other.operations AS theirs LEFT JOIN other.moments AS earlier ON earlier.seq = theirs.seq"
        " JOIN main.operations AS ours ON ours.op_id = theirs.op_id"
        " LEFT JOIN main.moments AS known ON known.seq = ours.seq WHERE counted_at < coalesce(known.at, ours.at)"
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO main.moments (seq, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at",
        (row[:2] for row in rows),
    )
    return [row[2:] for row in rows]


def take_new_layers(db: Database, seq: int) -> int:
    """Take what stands in layers that had no operation here up to `seq`: all of their log is the other project's."""
    for table, columns in (
        ("spans", 'span_id, label, "start", "end", quote, attributes, origin'),
        ("answers", "question, value, reason"),
        ("rejections", '"start", "end", label'),
        ("backgrounds", '"start", "end"'),
        ("work", "state, note, round, why_now, seconds, submitted_at"),
    ):
        taken = ", ".join(f"part.{column}" for column in columns.split(", "))
        n_layers = db.execute(
            f"INSERT INTO main.{table} (document_id, author_id, {columns}) SELECT part.document_id, ours.id, {taken}"
            f" FROM other.work AS theirs {AUTHOR} CROSS JOIN other.{table} AS part"
            f" ON part.document_id = theirs.document_id AND part.author_id = theirs.author_id WHERE {NEW_LAYER}",
            {"seq": seq},
        ).rowcount
    return n_layers


def layers_that_grew(db: Database, seq: int) -> list[tuple[str, int]]:
    """(document id, author id) of the layers that have operations both up to `seq` and after it."""
    return db.execute(
        "SELECT DISTINCT document_id, author_id FROM main.operations AS new WHERE seq > :seq AND EXISTS"
        " (SELECT 1 FROM main.operations AS old WHERE old.document_id = new.document_id"
        " AND old.author_id = new.author_id AND old.seq <= :seq)",
        {"seq": seq},
    ).fetchall()


def is_changed_in_both(db: Database, document_id: str, author_id: int, seq: int) -> bool:
    """Whether the layer had, up to `seq`, an operation that the other project does not have, and got one after it."""
    own = (
        "EXISTS (SELECT 1 FROM main.operations WHERE document_id = :document AND author_id = :author AND seq <= :seq"
        " AND NOT EXISTS (SELECT 1 FROM other.operations AS theirs WHERE theirs.op_id = operations.op_id))"
    )
    got = "EXISTS (SELECT 1 FROM main.operations WHERE document_id = :document AND author_id = :author AND seq > :seq)"
    found = db.execute(f"SELECT {own} AND {got}", {"document": document_id, "author": author_id, "seq": seq})
    return bool(found.fetchone()[0])


def newest_seq(db: Database) -> int:
    return db.execute("SELECT coalesce(max(seq), 0) FROM main.operations").fetchone()[0]


def n_other_details(db: Database) -> int:
    """Documents in both of which the other project gives another title, source, address, date, language or meta."""
    ours, theirs = (", ".join(f"{which}.{column}" for column in DETAILS) for which in ("ours", "theirs"))
    return db.execute(
        "SELECT count(*) FROM other.documents AS theirs JOIN main.documents AS ours ON ours.id = theirs.id"
        f" WHERE ({ours}) IS NOT ({theirs})"
    ).fetchone()[0]


def n_rows(db: Database, table: str) -> int:
    """How many rows this table of the other project has; of suggestions those that are not taken."""
    own = " WHERE proposed_by IS NULL" if table == "suggestions" else ""
    return db.execute(f"SELECT count(*) FROM other.{table}{own}").fetchone()[0]


def _blocks(db: Database, table: str, number: str) -> Iterator[tuple[int, int]]:
    """Ranges of row numbers, both ends included, that cover the table."""
    least, most = db.execute(f"SELECT min({number}), max({number}) FROM {table}").fetchone()
    for begin in range(least or 0, (most or -1) + 1, BLOCK):
        yield begin, begin + BLOCK - 1
