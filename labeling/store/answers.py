"""Answers to a document question, over all documents."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from labeling.store.locked_slice import LOCKED


def answers(db: Database, question: str) -> list[tuple[str, str, str]]:
    """(document id, author, value) of every answer to `question`, in load order."""
    return db.execute(
        "SELECT answers.document_id, name, value FROM answers JOIN authors ON authors.id = author_id"
        " JOIN documents ON documents.id = answers.document_id WHERE question = ? ORDER BY number, name",
        (question,),
    ).fetchall()


def votes(db: Database, question: str) -> list[tuple[str, str, str]]:
    """As `answers`, but where gold is submitted with an answer it alone counts."""
    gold = (
        "SELECT document_id FROM answers JOIN authors ON authors.id = author_id"
        " JOIN work USING (document_id, author_id) WHERE kind = 'gold' AND state = 'done' AND question = ?"
    )
    settled = {row[0] for row in db.execute(gold, (question,))}
    kinds = dict(db.execute("SELECT name, kind FROM authors").fetchall())
    return [one for one in answers(db, question) if one[0] not in settled or kinds[one[1]] == "gold"]


def answers_given(db: Database, annotators: Sequence[str] | None, states: Sequence[str]) -> dict[str, list[str]]:
    """Question to the values it was given in layers of these states, by these annotators (None: by anybody)."""
    rows = db.execute(
        "SELECT DISTINCT question, value FROM answers JOIN work USING (document_id, author_id)"
        " JOIN authors ON authors.id = author_id"
        " WHERE state IN (SELECT value FROM json_each(?)) AND (? IS NULL OR name IN (SELECT value FROM json_each(?)))"
        " ORDER BY question, answers.value",
        (json.dumps(states), annotators and 1, json.dumps(annotators)),
    )
    found: dict[str, list[str]] = {}
    for question, value in rows:
        found.setdefault(question, []).append(value)
    return found


def n_answers(db: Database, question: str) -> int:
    """Documents with at least one answer to `question`."""
    return db.execute("SELECT count(DISTINCT document_id) FROM answers WHERE question = ?", (question,)).fetchone()[0]


def n_answers_to_learn_from(db: Database, question: str) -> int:
    """As `n_answers`, without documents of the locked slice: nothing is learned from these."""
    return db.execute(
        "SELECT count(DISTINCT document_id) FROM answers JOIN documents ON documents.id = document_id"
        f" WHERE question = ? AND NOT {LOCKED}",
        (question,),
    ).fetchone()[0]


def n_texts_by_value(db: Database, question: str) -> dict[str, int]:
    """Value of `question` to the number of different stories somebody gave it, those of the locked slice left out."""
    rows = db.execute(
        "SELECT value, count(DISTINCT coalesce(cluster, sha256)) FROM answers"
        f" JOIN documents ON documents.id = document_id WHERE question = ? AND NOT {LOCKED} GROUP BY value",
        (question,),
    )
    return dict(rows.fetchall())
