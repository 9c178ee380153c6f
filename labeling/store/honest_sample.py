"""The answers that are an honest sample of all documents, however the queue came to them."""

from sqlite_utils import Database

from labeling.store.locked_slice import LABELLED


def honest_sample(db: Database, question: str) -> list[str]:
    """The documents that come first by the hash of their text, as far as each was answered or skipped.

    That order has nothing to do with what a document says, so those at its head stand for all; the queue draws its
    random ones from there. The locked slice, drawn by another hash, has a head of its own. A near-duplicate that was
    answered counts for the whole cluster. Only answered documents are given back.

    What came with labels at the end of that head was not drawn but stands there by luck, and only because of what it
    came with: without it. Where nothing is left to answer all stand for themselves.
    """
    rows = db.execute(
        "SELECT id, coalesce(cluster, id), coalesce(is_locked, 0), coalesce(why = :labelled, 0),"
        " EXISTS (SELECT 1 FROM answers WHERE document_id = documents.id AND question = :question),"
        " EXISTS (SELECT 1 FROM work WHERE document_id = documents.id AND state = 'skipped')"
        " FROM documents LEFT JOIN draws ON document_id = id ORDER BY sha256, number",
        {"question": question, "labelled": LABELLED},
    ).fetchall()
    touched = {cluster for _, cluster, _, _, is_answered, is_skipped in rows if is_answered or is_skipped}
    found, ended = [], set()
    by_luck: dict[int, list[str]] = {0: [], 1: []}
    for document_id, cluster, is_locked, is_labelled, is_answered, _ in rows:
        if cluster not in touched:
            ended.add(is_locked)
        elif is_answered and is_locked not in ended:
            by_luck[is_locked].append(document_id)
            if not is_labelled:
                found += by_luck[is_locked]
                by_luck[is_locked] = []
    return found + [one for is_locked, ids in by_luck.items() if is_locked not in ended for one in ids]
