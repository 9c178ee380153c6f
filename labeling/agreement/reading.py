"""Reads from the project the layers that count: the only SQL about agreement."""

import json
from collections.abc import Container, Sequence

from sqlite_utils import Database

from labeling.agreement.coded import CodedDocument, CodedLayer, Mark
from labeling.core.closest import did_you_mean
from labeling.core.errors import AgreementRefused
from labeling.store.authors import authors
from labeling.store.database import snapshot
from labeling.store.gold_items import IS_GOLD_ITEM

NO_GUIDELINES = "before guidelines"  # work from before projects had any


def newest_seq(db: Database) -> int:
    """What was changed last: while it stays the same, so does the agreement."""
    return db.execute("SELECT coalesce(max(seq), 0) FROM operations").fetchone()[0]


def coders(db: Database) -> list[tuple[str, str, int]]:
    """(name, kind, finished documents) of everybody who has finished any; people first, then by name."""
    return db.execute(
        "SELECT name, kind, count(*) FROM work JOIN authors ON authors.id = author_id WHERE state = 'done'"
        " GROUP BY authors.id ORDER BY kind <> 'person', name"
    ).fetchall()


def coded_documents(
    db: Database,
    chosen: Sequence[str] | None = None,
    left_out: Container[str] = (),
    *,
    against_gold: bool = False,
) -> list[CodedDocument]:
    """The documents that two or more have finished, in load order, with those layers.

    `chosen`: names to compare, imports and gold among them; None: all people. `left_out`: ids of documents that do not
    count. `against_gold`: only what gold has finished too, and with it what was read as a gold item, which is held
    against gold and nothing else. AgreementRefused for a name nobody has.
    """
    with snapshot(db) as reader:
        layers = counted_layers(reader, chosen, left_out, against_gold)
        counted = {"against_gold": against_gold}
        marks, answers, versions = _marks(reader, counted), _answers(reader, counted), _versions(reader, counted)
        found = []
        for document_id, rows in layers.items():
            title, group, length = reader.execute(_DOCUMENT, (document_id,)).fetchone()
            coded = tuple(
                CodedLayer(
                    name,
                    tuple(marks.get((document_id, author_id), ())),
                    answers.get((document_id, author_id), {}),
                    submitted_at or "",
                    *versions.get((document_id, author_id), ("", "")),
                )
                for author_id, name, submitted_at in rows
            )
            found.append(CodedDocument(document_id, title, group, length, coded))
    return found


def counted_layers(
    db: Database, chosen: Sequence[str] | None, left_out: Container[str], against_gold: bool = False
) -> dict[str, list[tuple[int, str, str | None]]]:
    """Document id to (author id, name, submitted at) of each layer that counts, by name; documents in load order.

    A layer counts when it is finished and no gold item; a document, when two or more of its layers do and it is not
    `left_out`.
    """
    names = None if chosen is None else _known(db, chosen)
    found: dict[str, list[tuple[int, str, str | None]]] = {}
    given = {"names": names and json.dumps(names), "against_gold": against_gold}
    for document_id, *layer in db.execute(_LAYERS, given):
        found.setdefault(document_id, []).append(tuple(layer))
    return {document_id: rows for document_id, rows in found.items() if len(rows) > 1 and document_id not in left_out}


def _known(db: Database, chosen: Sequence[str]) -> list[str]:
    everybody = [author.name for author in authors(db)]
    for name in chosen:
        if name not in everybody:
            raise AgreementRefused(
                f"Nobody in this project is called {name!r}.{did_you_mean(name, everybody)}"
                f" There are {', '.join(everybody) or 'no annotators yet'}."
            )
    if len(set(chosen)) == 1:
        raise AgreementRefused(f"Agreement is between two; only {chosen[0]!r} was chosen. Choose another beside.")
    return list(chosen)


def _marks(db: Database, counted: dict) -> dict[tuple[str, int], list[Mark]]:
    found: dict[tuple[str, int], list[Mark]] = {}
    for document_id, author_id, start, end, label, quote, attributes in db.execute(_MARKS, counted):
        said = json.loads(attributes) if attributes != "{}" else {}
        found.setdefault((document_id, author_id), []).append(Mark(start, end, label, quote, said))
    return found


def _answers(db: Database, counted: dict) -> dict[tuple[str, int], dict[str, str]]:
    found: dict[tuple[str, int], dict[str, str]] = {}
    for document_id, author_id, question, value in db.execute(_ANSWERS, counted):
        found.setdefault((document_id, author_id), {})[question] = value
    return found


def _versions(db: Database, counted: dict) -> dict[tuple[str, int], tuple[str, str]]:
    """Layer to the scheme and the guidelines that its last operation was made under."""
    return {
        (document_id, author_id): (f"scheme {scheme}", NO_GUIDELINES if guideline is None else f"version {guideline}")
        for document_id, author_id, scheme, guideline, _ in db.execute(_VERSIONS, counted)
    }


_DOCUMENT = (
    "SELECT coalesce(title, substr(text, 1, 80)), coalesce(cluster, id), length(text) FROM documents WHERE id = ?"
)
_BY_GOLD = (
    "SELECT document_id FROM work JOIN authors ON authors.id = work.author_id WHERE state = 'done' AND kind = 'gold'"
)
_LAYERS = (
    "SELECT documents.id, authors.id, name, submitted_at FROM documents"
    " CROSS JOIN work ON work.document_id = documents.id JOIN authors ON authors.id = work.author_id"
    f" WHERE state = 'done' AND CASE WHEN :against_gold THEN documents.id IN ({_BY_GOLD}) ELSE NOT {IS_GOLD_ITEM} END"
    " AND CASE WHEN :names IS NULL"
    " THEN kind = 'person' ELSE name IN (SELECT value FROM json_each(:names)) END ORDER BY number, name"
)
_DOUBLE = (
    "document_id IN (SELECT document_id FROM work WHERE state = 'done' GROUP BY document_id HAVING count(*) > 1)"
    f" AND (NOT :against_gold OR document_id IN ({_BY_GOLD}))"
)
_MARKS = (
    'SELECT document_id, author_id, "start", "end", label, quote, attributes FROM spans'
    f' WHERE {_DOUBLE} ORDER BY "start", "end", label'
)
_ANSWERS = f"SELECT document_id, author_id, question, value FROM answers WHERE {_DOUBLE}"
_VERSIONS = (
    "SELECT document_id, operations.author_id, schemes.number, guidelines.number, max(seq) FROM operations"
    " JOIN schemes ON schemes.id = scheme_id LEFT JOIN guidelines ON guidelines.id = guideline_id"
    f" WHERE {_DOUBLE} GROUP BY document_id, operations.author_id"
)
