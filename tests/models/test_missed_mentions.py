import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import write
from labeling.store.learned.missed_mentions import Missed, is_still_missed, missed_mentions, searched_until
from labeling.store.learned.phrases import newest_operation
from labeling.workflow.load import load_documents
from labeling.workflow.suggesting.dictionary import learn_dictionary
from models.missed_mentions import Searcher

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


def searched(db) -> list[Missed]:
    """What the worker finds when it looks now."""
    with write(db):
        db.execute("DELETE FROM watermarks WHERE name = 'missed_mentions'")
    searcher = Searcher()
    while searcher.search(db):
        pass
    return missed_mentions(db)


def test_a_phrase_that_is_marked_elsewhere_and_not_here_is_told(db, marked):
    (missed,) = searched(db)
    assert (missed.document_id, missed.label, missed.quote) == ("bare", "BASE", PHRASE)
    assert marked[missed.start : missed.end] == PHRASE
    assert missed.share == 0.75


def test_what_was_rejected_is_not_told_again(db, marked, amal):
    start = marked.index(PHRASE)
    with write(db):
        author = db.execute("SELECT author_id FROM work WHERE document_id = 'bare'").fetchone()[0]
        db.execute("INSERT INTO rejections SELECT 'bare', ?, ?, ?, 'BASE'", (author, start, start + len(PHRASE)))
    assert searched(db) == []


def test_nothing_is_told_of_unfinished_documents_nor_of_the_locked_slice(db, marked, amal):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'bare'")
    assert searched(db) == []
    with write(db):
        db.execute("UPDATE draws SET is_locked = 0")
        db.execute("UPDATE work SET state = 'open' WHERE document_id = 'bare'")
    assert searched(db) == []


def test_the_worker_looks_in_slices_and_again_only_after_something_was_learned(db, marked, monkeypatch):
    assert searched_until(db) is None
    monkeypatch.setattr("models.missed_mentions.SLICE", -1)
    searcher, n_slices = Searcher(), 0
    while searcher.search(db):
        n_slices += 1
        assert n_slices == 7 or missed_mentions(db) == []  # nothing is told before all are looked through
    assert n_slices == 7  # six layers, and the end
    assert [one.document_id for one in missed_mentions(db)] == ["bare"]
    assert searched_until(db) == newest_operation(db)
    assert not Searcher().search(db)


def test_a_fault_midway_lets_it_begin_anew(db, marked, monkeypatch):
    monkeypatch.setattr("models.missed_mentions.SLICE", -1)
    searcher = Searcher()
    assert searcher.search(db)
    with monkeypatch.context() as patched:
        patched.setattr("models.missed_mentions.masked", lambda text, ranges: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            searcher.search(db)
    while searcher.search(db):
        pass
    assert [one.document_id for one in missed_mentions(db)] == ["bare"]


def test_a_place_missed_by_one_and_marked_by_another_is_still_missed(db, marked, amal):
    load_documents(
        db,
        [
            AnnotatedDocument(
                Document("bare", marked),
                (Annotation("basim", (Span(2, 7, "WEAPON"), Span(18, 28, "BASE")), state="done"),),
            )
        ],
    )
    (one,) = searched(db)
    assert is_still_missed(db, one)
    with write(db):
        db.execute(
            "INSERT INTO rejections SELECT 'bare', author_id, 18, 28, 'BASE' FROM work JOIN authors"
            " ON authors.id = author_id WHERE document_id = 'bare' AND authors.name = 'amal'"
        )
    assert not is_still_missed(db, one)
