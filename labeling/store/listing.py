"""The list of documents: filtered, searched, sorted, a page at a time."""

import re
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.blindness import SECRET_TO
from labeling.store.locked_slice import LOCKED
from labeling.store.serving import SCORING

SORTS = {
    "loaded": "number",
    "newest": "published IS NULL, published DESC, number",
    "uncertain": "score IS NULL, abs(score - :threshold), number",
    "score": "score IS NULL, score DESC, number",
    "relevance": "rank, number",
}


# What a field of the filter asks for where it is set.
CONDITIONS = {
    "state": "coalesce(work.state, 'todo') = :state",
    "answer": "coalesce(answers.value, 'none') = :answer",
    "cluster": "documents.cluster = :cluster",
    "source": "documents.source = :source",
    "since": "substr(documents.published, 1, 10) >= :since",
    "until": "substr(documents.published, 1, 10) <= :until",
    "label": "EXISTS (SELECT 1 FROM spans WHERE spans.document_id = documents.id AND spans.author_id = :author"
    " AND spans.label = :label)",
    "has_note": "coalesce(work.note, '') != ''",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the documents to show; None or "" means all. `search` is words for the full-text index.

    `cluster`: only the near-duplicates that share it. `since`, `until`: published from that day to that day, ISO dates;
    what has no date is left out. `label`: with spans of one's own that bear it. `has_note`: with a note of one's own.
    """

    search: str = ""
    state: str | None = None
    answer: str | None = None
    sort: str = "loaded"
    cluster: str | None = None
    source: str | None = None
    since: str = ""
    until: str = ""
    label: str | None = None
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the list, with one author's state and answer and the newest model's score.

    `score` is None in the locked test slice, and where a blind round keeps a document apart.
    `n_near_duplicates`: other documents of its `cluster`.
    """

    id: str
    title: str
    source: str | None
    published: str | None
    state: str
    answer: str | None
    n_spans: int
    score: float | None
    n_characters: int
    cluster: str | None
    n_near_duplicates: int


def listed(
    db: Database, author_id: int, question: str, chosen: Filter, *, threshold: float, limit: int, offset: int = 0
) -> tuple[int, list[Row]]:
    """(how many documents there are in all, this page of them)."""
    words = match_of(chosen.search)
    where, values = ["1"], {"author": author_id, "question": question, "threshold": threshold}
    source = "documents"
    rank = "0 AS rank"
    if words:
        source = "documents_search JOIN documents ON documents.number = documents_search.rowid"
        rank = "bm25(documents_search, 4.0, 1.0) AS rank"
        where.append("documents_search MATCH :words")
        values["words"] = words
    for name, condition in CONDITIONS.items():
        if wanted := getattr(chosen, name):
            where.append(condition)
            values[name] = wanted
    joined = f"{source} {_JOINS} WHERE {' AND '.join(where)}"
    n = db.execute(f"SELECT count(*) FROM {joined}", values).fetchone()[0]
    order = SORTS["loaded" if chosen.sort == "relevance" and not words else chosen.sort]
    rows = db.execute(
        f"SELECT documents.id, coalesce(documents.title, substr(documents.text, 1, 80)), source, published,"
        " coalesce(work.state, 'todo'), answers.value,"
        " (SELECT count(*) FROM spans WHERE spans.document_id = documents.id AND spans.author_id = :author),"
        f" score, length(documents.text), documents.cluster, {rank} FROM {joined}"
        f" ORDER BY {order} LIMIT :limit OFFSET :offset",
        values | {"limit": limit, "offset": offset},
    ).fetchall()
    sizes = _sizes(db, {row[-2] for row in rows if row[-2]})
    return n, [Row(*row[:-1], sizes.get(row[-2], 1) - 1) for row in rows]


def sources(db: Database, *, limit: int = 500) -> list[str]:
    """Where documents are from, by name."""
    rows = db.execute("SELECT DISTINCT source FROM documents WHERE source != '' ORDER BY source LIMIT ?", (limit,))
    return [row[0] for row in rows]


def _sizes(db: Database, clusters: set[str]) -> dict[str, int]:
    """How many documents these clusters have."""
    marks = ", ".join("?" * len(clusters))
    sql = f"SELECT cluster, count(*) FROM documents WHERE cluster IN ({marks}) GROUP BY cluster"
    return dict(db.execute(sql, sorted(clusters)).fetchall())


def match_of(search: str) -> str:
    """Words as people type them, as an FTS5 query: all words, the last one may be unfinished; "…" is a phrase.

    >>> match_of('Taji "no casualties" rock')
    '"Taji" "no casualties" "rock"*'
    """
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([^\s"]+)', search.replace("\0", ""))]
    terms = [term for term in terms if any(character.isalnum() for character in term)]
    unfinished = bool(terms) and not search.rstrip().endswith('"') and search == search.rstrip()
    return " ".join(f'"{term}"' for term in terms) + ("*" if unfinished else "")


_JOINS = (
    "LEFT JOIN work ON work.document_id = documents.id AND work.author_id = :author"
    " LEFT JOIN answers ON answers.document_id = documents.id AND answers.author_id = :author"
    " AND answers.question = :question"
    " LEFT JOIN suggestions ON suggestions.document_id = documents.id AND suggestions.question = :question"
    f" AND suggestions.model_id = {SCORING}"
    f" AND NOT {LOCKED} AND NOT {SECRET_TO}"
)
