"""Suggestions of other tools' models."""

from sqlite_utils import Database


def m007_proposals(db: Database) -> None:
    """Suggestions that no model of ours made: they name their source, and may have no score."""
    for statement in PROPOSAL_TABLES.split(";;"):
        db.execute(statement)


PROPOSAL_TABLES = """
ALTER TABLE suggestions RENAME TO suggestions_before;;
DROP INDEX scores_by_document;;
DROP INDEX suggestions_by_document;;
CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    model_id INTEGER REFERENCES model_versions (id),
    proposed_by TEXT CHECK ((proposed_by IS NULL) != (model_id IS NULL)),
    question TEXT,
    label TEXT,
    "start" INTEGER,
    "end" INTEGER,
    score REAL,
    state TEXT NOT NULL DEFAULT 'offered'
) STRICT;;
INSERT INTO suggestions (id, document_id, model_id, question, label, "start", "end", score, state)
    SELECT id, document_id, model_id, question, label, "start", "end", score, state FROM suggestions_before;;
DROP TABLE suggestions_before;;
CREATE UNIQUE INDEX scores_by_document ON suggestions (model_id, question, document_id) WHERE question IS NOT NULL;;
CREATE INDEX suggestions_by_document ON suggestions (document_id);;
CREATE UNIQUE INDEX proposals_by_place ON suggestions (document_id, proposed_by, "start", "end", label)
    WHERE proposed_by IS NOT NULL
"""
