"""The question board: cases and what was said to them; appended, never changed."""

from dataclasses import replace

from sqlite_utils import Database

from labeling.core.guidance.case import Case, Reply

COLUMNS = 'cases.number, cases.id, name, title, text, document_id, "start", "end", quote, thread_id, at'
CASES = f"SELECT {COLUMNS} FROM cases JOIN authors ON authors.id = author_id"


def cases(db: Database) -> list[Case]:
    """All of them with their replies, newest first."""
    found = [Case(*row) for row in db.execute(f"{CASES} ORDER BY at DESC, cases.id")]
    replies = _replies(db)
    return [replace(case, replies=tuple(replies.get(case.id, ()))) for case in found]


def case_with_id(db: Database, case_id: str) -> Case | None:
    row = db.execute(f"{CASES} WHERE cases.id = ?", (case_id,)).fetchone()
    return replace(Case(*row), replies=tuple(_replies(db, case_id).get(case_id, ()))) if row else None


def append_case(db: Database, author_id: int, case: Case) -> None:
    """Call it inside `write`."""
    db.execute(
        'INSERT INTO cases (id, author_id, title, text, document_id, "start", "end", quote, thread_id, at)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(case.id, author_id, case.title, case.text, case.document_id),
            *(case.start, case.end, case.quote, case.thread_id, case.at),
        ),
    )


def append_reply(db: Database, case_id: str, author_id: int, reply: Reply) -> None:
    """Call it inside `write`."""
    db.execute(
        "INSERT INTO case_replies (id, case_id, author_id, kind, text, guideline_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (reply.id, case_id, author_id, reply.kind, reply.text, reply.guideline_id, reply.at),
    )


def _replies(db: Database, case_id: str | None = None) -> dict[str, list[Reply]]:
    found: dict[str, list[Reply]] = {}
    chosen = "true" if case_id is None else "case_id = ?"
    for of_case, *row in db.execute(
        "SELECT case_id, case_replies.id, name, case_replies.kind, text, guideline_id, at FROM case_replies"
        f" JOIN authors ON authors.id = author_id WHERE {chosen} ORDER BY at, case_replies.id",
        () if case_id is None else (case_id,),
    ):
        found.setdefault(of_case, []).append(Reply(*row))
    return found
