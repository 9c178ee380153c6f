"""The locked test slice in a project: drawn once, never learned from, nothing suggested in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.samples import ANNOTATOR, ensure_project
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.locked_slice import FEWEST
from labeling.core.span import Span
from labeling.store import queue as queue_store
from labeling.store.authors import add_author
from labeling.store.database import IN_MEMORY, open_database, write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.suggestions import write_scores
from labeling.store.locked_slice import is_locked, locked_ids
from labeling.store.migrations import MIGRATIONS
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.load import load_documents
from labeling.workflow.reading.queue import BY_CHANCE, IN_SLICE, next_documents, why_now
from labeling.workflow.suggesting.dictionary import learn_dictionary
from tests.operations import added, message
from tests.stories import edited, shortened, story

MANY = 2 * FEWEST


def unlabelled(texts: dict[str, str]) -> list[AnnotatedDocument]:
    return [AnnotatedDocument(Document(name, text)) for name, text in texts.items()]


def stories(n: int, *, start: int = 0) -> dict[str, str]:
    return {f"d{number}": story(number) for number in range(start, start + n)}


@pytest.fixture
def many(db):
    """A project of MANY documents, its salt fixed."""
    salted(db, "a")
    load_documents(db, unlabelled(stories(MANY)))
    return db


def salted(db, salt: str) -> None:
    with write(db):
        db.execute("UPDATE locked_slice SET salt = ?", (salt,))


def test_each_project_draws_by_a_salt_of_its_own_and_keeps_it(db, db_path):
    salt = db.execute("SELECT salt, share FROM locked_slice").fetchone()
    other = open_database(IN_MEMORY)
    assert other.execute("SELECT salt FROM locked_slice").fetchone()[0] != salt[0]
    other.conn.close()
    again = open_database(db_path)
    assert again.execute("SELECT salt, share FROM locked_slice").fetchall() == [salt]
    again.conn.close()


def test_a_fifth_is_locked_as_soon_as_it_is_loaded_and_of_what_comes_later_too(many):
    first = locked_ids(many)
    assert 10 <= len(first) <= 30
    load_documents(many, unlabelled(stories(MANY, start=MANY)))
    assert locked_ids(many)[: len(first)] == first
    assert 10 <= len(locked_ids(many)) - len(first) <= 30


def test_a_small_project_locks_nothing_and_what_it_had_stays_free_when_it_grows(db):
    load_documents(db, unlabelled(stories(FEWEST - 1)))
    assert locked_ids(db) == []
    load_documents(db, unlabelled(stories(MANY, start=FEWEST - 1)))
    find_all_clusters(db)
    assert locked_ids(db)
    assert not set(locked_ids(db)) & stories(FEWEST - 1).keys()


def test_what_comes_labelled_is_to_learn_from_and_does_not_make_a_project_large(db):
    layer = Annotation("amal", (), {"attack_report": Answer("no")})
    load_documents(db, [AnnotatedDocument(Document(name, text), (layer,)) for name, text in stories(MANY).items()])
    load_documents(db, unlabelled(stories(FEWEST - 1, start=MANY)))
    find_all_clusters(db)
    assert locked_ids(db) == []


def test_the_sample_reports_are_all_free(tmp_path):
    ensure_project(tmp_path / "new.db")
    db = open_database(tmp_path / "new.db")
    find_all_clusters(db)
    assert locked_ids(db) == []
    assert db.execute(
        "SELECT count(*) FROM answers JOIN authors ON id = author_id WHERE name = ?", (ANNOTATOR,)
    ).fetchone() == (24,)
    db.conn.close()


def test_a_cluster_is_locked_whole_or_not_at_all(many):
    locked, free = locked_ids(many)[0], next(name for name in stories(MANY) if not is_locked(many, name))
    find_all_clusters(many)
    texts = stories(MANY)
    came = {f"{name}.{number}": edited(texts[name], number) for name in (locked, free) for number in range(8)}
    load_documents(many, unlabelled(came))
    find_all_clusters(many)
    assert {is_locked(many, f"{locked}.{number}") for number in range(8)} == {True}
    assert {is_locked(many, f"{free}.{number}") for number in range(8)} == {False}


def test_a_labelled_near_duplicate_of_a_locked_document_is_not_learned_from(many):
    locked = locked_ids(many)[0]
    layer = Annotation("amal", (), {"attack_report": Answer("no")})
    load_documents(many, [AnnotatedDocument(Document("twin", shortened(stories(MANY)[locked])), (layer,))])
    assert not is_locked(many, "twin")
    find_all_clusters(many)
    assert is_locked(many, "twin")


def test_what_ties_a_locked_and_a_free_document_locks_both(many):
    locked, free = locked_ids(many)[0], next(name for name in stories(MANY) if not is_locked(many, name))
    find_all_clusters(many)
    load_documents(many, unlabelled({"both": stories(MANY)[locked] + " " + stories(MANY)[free]}))
    find_all_clusters(many)
    assert is_locked(many, locked)
    assert is_locked(many, free)
    assert is_locked(many, "both")


TEXTS = [
    text for number in range(25) for text in (story(number), edited(story(number), 1), shortened(story(number)))
] + [story(number) + " " + story(number + 1) for number in range(6)]


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(TEXTS))), salt=st.integers(0, 1_000), data=st.data())
def test_no_document_leaves_the_slice_and_no_cluster_is_in_and_out_of_it(order, salt, data):
    db = open_database(IN_MEMORY)
    salted(db, str(salt))
    begin, before = 0, set()
    while begin < len(order):
        size = data.draw(st.integers(1, 40))
        load_documents(db, unlabelled({f"d{number}": TEXTS[number] for number in order[begin : begin + size]}))
        begin += size
        assert before <= set(locked_ids(db))
        if data.draw(st.booleans()):
            find_all_clusters(db)
            assert before <= set(locked_ids(db))
            split = db.execute(
                "SELECT cluster FROM documents JOIN draws ON document_id = id WHERE cluster IS NOT NULL"
                " GROUP BY cluster HAVING count(DISTINCT is_locked) > 1"
            ).fetchall()
            assert split == []
        before = set(locked_ids(db))
    db.conn.close()


def test_nothing_is_suggested_in_a_locked_document(many, amal):
    locked = locked_ids(many)[0]
    text = "Katyusha rockets hit Camp Taji on Tuesday, and three soldiers were hurt."
    load_documents(many, unlabelled({"free": text, "locked": text + " "}))
    with write(many):
        many.execute("UPDATE draws SET is_locked = (document_id = 'locked') WHERE document_id IN ('free', 'locked')")
    write_scores(many, model_id=a_model(many), question="attack_report", scores=[("locked", 0.7), ("free", 0.7)])
    assert open_document(many, "free", amal).suggestions
    assert open_document(many, "locked", amal).suggestions == []
    assert "70%" in why_now(many, "free")
    assert why_now(many, "locked") == why_now(many, locked) == IN_SLICE


def test_the_dictionary_does_not_learn_from_locked_documents(many, amal):
    locked, free = locked_ids(many)[0], next(name for name in stories(MANY) if not is_locked(many, name))
    for name in (locked, free):
        text = stories(MANY)[name]
        end = text.index(" ", text.index(" ") + 1)
        take_operations(many, name, amal, [added(text, Span(0, end, "ACTOR"))])
    first_two = {name: " ".join(stories(MANY)[name].split()[:2]) for name in (locked, free)}
    learned = {key for key, _ in learn_dictionary(many).counts}
    assert first_two[free] in learned
    assert first_two[locked] not in learned


def a_model(db) -> int:
    return add_model_version(
        db, kind="detector", artifact=b"x", metrics={"threshold": 0.5}, settings={}, trained_on="f"
    )


def test_locked_documents_come_at_random_and_by_nothing_else(many, amal, monkeypatch):
    locked = set(locked_ids(many))
    scores = [(name, 0.5 if name in locked else 0.9) for name in stories(MANY)]
    write_scores(many, model_id=a_model(many), question="attack_report", scores=scores)
    assert not locked & set(queue_store.unread_by_keywords(many, amal.id, ("army", "rocket"), MANY))
    assert not locked & {
        name for name, _ in queue_store.unread_by_uncertainty(many, amal.id, "attack_report", 0.5, MANY)
    }
    monkeypatch.setattr("labeling.workflow.reading.queue.n_answers", lambda db, question: 120)
    found = next_documents(many, amal, n=24)
    assert {one.id in locked for one in found if one.why_now == IN_SLICE} == {True}
    assert not any(one.id in locked for one in found if one.why_now != IN_SLICE)
    n_locked, n_free = (sum(one.why_now == why for one in found) for why in (IN_SLICE, BY_CHANCE))
    assert n_locked + n_free == 6
    assert 3 <= n_locked < 6  # in turn, but that some free ones have come by their scores already


def test_who_reads_one_at_a_time_gets_locked_and_free_random_documents_in_turn(many, amal):
    scores = [(name, 0.5 + number / 1000) for number, name in enumerate(stories(MANY))]
    write_scores(many, model_id=a_model(many), question="attack_report", scores=scores)
    reasons = []
    for _ in range(25 + 24):
        (found,) = next_documents(many, amal, n=1)
        reasons.append(found.why_now)
        operations = [message("answer.set", question="attack_report", value="no"), message("work.submit")]
        take_operations(many, found.id, amal, operations)
    drawn = [why for why in reasons[25:] if why in (IN_SLICE, BY_CHANCE)]
    assert drawn in ([IN_SLICE, BY_CHANCE] * 3, [BY_CHANCE, IN_SLICE] * 3)


def test_everything_is_read_at_last_locked_or_not(many, amal):
    assert {one.id for one in next_documents(many, amal, n=MANY)} == stories(MANY).keys()


def test_a_project_from_before_is_drawn_from_when_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("labeling.store.steps.m004_clusters.secrets.token_hex", lambda _: "a")
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[:3])
        before.setattr("labeling.workflow.load.draw", lambda *_, **__: None)
        old = open_database(tmp_path / "old.db")
        load_documents(old, unlabelled(stories(MANY) | {"labelled": story(999)}))
        with write(old):  # a row of then: today's operations have a column more
            old.execute(
                "INSERT INTO operations (op_id, document_id, author_id, kind, payload, scheme_id, at)"
                " SELECT 'o', 'labelled', ?, 'layer.load', ?, id, '2024' FROM schemes",
                (add_author(old, "amal").id, '{"spans": [], "answers": {"attack_report": {"value": "no"}}}'),
            )
        old.conn.close()
    db = open_database(tmp_path / "old.db")
    locked = locked_ids(db)
    assert 10 <= len(locked) <= 30
    assert "labelled" not in locked
    find_all_clusters(db)
    assert locked_ids(db) == locked
    assert db.execute("SELECT count(*) FROM draws").fetchone() == (MANY + 1,)
    db.conn.close()


def test_a_small_project_from_before_stays_free(tmp_path, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[:3])
        before.setattr("labeling.workflow.load.draw", lambda *_, **__: None)
        old = open_database(tmp_path / "old.db")
        load_documents(old, unlabelled(stories(FEWEST - 1)))
        old.conn.close()
    db = open_database(tmp_path / "old.db")
    assert locked_ids(db) == []
    db.conn.close()


def test_one_can_ask_what_was_locked_by_the_time_a_model_was_trained(many):
    assert locked_ids(many, before="2000-01-01T00:00:00Z") == []
    assert locked_ids(many, before="2999-01-01T00:00:00Z") == locked_ids(many)
