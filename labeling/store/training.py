"""What was finished in training rounds."""

from sqlite_utils import Database


def finished_trainings(db: Database, author_id: int) -> list[tuple[str, str, str, int]]:
    """(round, document id, title, author id of the gold layer) of what this author finished, the last one first."""
    return db.execute(
        "SELECT rounds.name, documents.id, coalesce(title, substr(text, 1, 80)), min(gold.author_id)"
        " FROM assignments JOIN rounds ON rounds.id = round_id AND rounds.kind = 'training'"
        " JOIN documents ON documents.id = assignments.document_id"
        " JOIN work ON work.document_id = documents.id AND work.author_id = assignments.author_id"
        " JOIN work AS gold ON gold.document_id = documents.id AND gold.state = 'done'"
        " JOIN authors ON authors.id = gold.author_id AND authors.kind = 'gold'"
        " WHERE assignments.author_id = ? AND released_at IS NULL AND work.state = 'done'"
        " GROUP BY rounds.id, documents.id ORDER BY work.submitted_at DESC, number DESC",
        (author_id,),
    ).fetchall()
