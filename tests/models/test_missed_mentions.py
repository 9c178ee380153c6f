import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import write
from labeling.workflow.dictionary import learn_dictionary
from labeling.workflow.load import load_documents
from models.missed_mentions import missed_mentions

PHRASE = "Fort Brisk"


@pytest.fixture
def marked(db):
    """Five finished documents with the phrase marked, and one, "bare", where it is not."""

    def finished(document_id: str, text: str, spans: tuple[Span, ...]) -> AnnotatedDocument:
        return AnnotatedDocument(Document(document_id, text), (Annotation("amal", spans, {}, state="done"),))

    documents = []
    for number in range(5):
        text = f"Day {number}: {PHRASE} was quiet."
        start = text.index(PHRASE)
        documents.append(finished(f"d{number}", text, (Span(start, start + len(PHRASE), "BASE"),)))
    bare = f"A drone flew over {PHRASE} twice."
    documents.append(finished("bare", bare, (Span(2, 7, "WEAPON"),)))
    load_documents(db, documents)
    learn_dictionary(db)
    return bare


def test_a_phrase_that_is_marked_elsewhere_and_not_here_is_told(db, marked):
    (missed,) = missed_mentions(db)
    assert (missed.document_id, missed.label, missed.quote) == ("bare", "BASE", PHRASE)
    assert marked[missed.start : missed.end] == PHRASE
    assert missed.share == 0.75


def test_what_was_rejected_is_not_told_again(db, marked, amal):
    start = marked.index(PHRASE)
    with write(db):
        author = db.execute("SELECT author_id FROM work WHERE document_id = 'bare'").fetchone()[0]
        db.execute("INSERT INTO rejections SELECT 'bare', ?, ?, ?, 'BASE'", (author, start, start + len(PHRASE)))
    assert missed_mentions(db) == []


def test_nothing_is_told_of_unfinished_documents_nor_of_the_locked_slice(db, marked, amal):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'bare'")
    assert missed_mentions(db) == []
    with write(db):
        db.execute("UPDATE draws SET is_locked = 0")
        db.execute("UPDATE work SET state = 'open' WHERE document_id = 'bare'")
    assert missed_mentions(db) == []
