"""The locked test slices of two projects become one, and nothing that is locked in either is learned from."""

import pytest

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.locked_slice import FEWEST
from labeling.core.span import Span
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.locked_slice import forget_draws, is_locked, locked_ids
from labeling.workflow.annotate import take_operations
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.load import load_documents
from labeling.workflow.suggesting.dictionary import learn_dictionary
from tests.operations import added
from tests.stories import edited, story

TEXTS = {f"d{number}": story(number) for number in range(2 * FEWEST)}


def salted(path, salt: str, texts: dict[str, str]):
    db = open_database(path)
    with write(db):
        db.execute("UPDATE locked_slice SET salt = ?", (salt,))
    load_documents(db, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])
    return db


@pytest.fixture
def ours(tmp_path):
    db = salted(tmp_path / "ours.db", "a", TEXTS)
    yield db
    db.conn.close()


@pytest.fixture
def theirs(tmp_path):
    db = salted(tmp_path / "theirs.db", "b", TEXTS)
    yield db
    db.conn.close()


def test_what_is_locked_in_either_is_locked_for_good_from_now_on(ours, theirs, tmp_path):
    mine, other = set(locked_ids(ours)), set(locked_ids(theirs))
    assert mine - other
    assert other - mine
    long_ago = "2000-01-01T00:00:00Z"
    with write(theirs):
        theirs.execute("UPDATE draws SET decided_at = ?", (long_ago,))
    report = merge_project(ours, tmp_path / "theirs.db")
    assert report.n_locked == len(other - mine)
    assert set(locked_ids(ours)) == mine | other
    assert locked_ids(ours, before=long_ago) == []
    find_all_clusters(ours)
    assert set(locked_ids(ours)) == mine | other
    merge_project(theirs, tmp_path / "ours.db")
    assert set(locked_ids(theirs)) == mine | other


def test_a_near_duplicate_of_what_came_to_be_locked_is_locked_with_it(ours, theirs, tmp_path):
    chosen = next(name for name in locked_ids(theirs) if not is_locked(ours, name))
    twin = AnnotatedDocument(Document("twin", edited(TEXTS[chosen], 1)))
    load_documents(ours, [twin])
    with write(ours):
        ours.execute("UPDATE draws SET is_locked = 0 WHERE document_id = 'twin'")
    find_all_clusters(ours)
    assert not is_locked(ours, "twin")
    merge_project(ours, tmp_path / "theirs.db")
    assert is_locked(ours, "twin")


def test_a_locked_document_that_comes_stays_locked_beside_a_free_near_duplicate(ours, tmp_path):
    free = next(name for name in TEXTS if not is_locked(ours, name))
    find_all_clusters(ours)
    theirs = salted(tmp_path / "theirs.db", "b", {f"t{n}": story(1_000 + n) for n in range(FEWEST)})
    load_documents(theirs, [AnnotatedDocument(Document("twin", edited(TEXTS[free], 1)))])
    with write(theirs):
        theirs.execute("UPDATE draws SET is_locked = 1, is_settled = 0 WHERE document_id = 'twin'")
    merge_project(ours, tmp_path / "theirs.db")
    find_all_clusters(ours)
    assert is_locked(ours, "twin")
    assert is_locked(ours, free)
    theirs.conn.close()


def test_documents_of_which_nothing_was_drawn_are_drawn_as_a_load_would(ours, tmp_path):
    more = {f"t{n}": story(1_000 + n) for n in range(FEWEST)}
    theirs = salted(tmp_path / "theirs.db", "b", more)
    forget_draws(theirs)
    direct = salted(tmp_path / "direct.db", "a", TEXTS)
    load_documents(direct, [AnnotatedDocument(Document(name, text)) for name, text in more.items()])
    merge_project(ours, tmp_path / "theirs.db")
    columns = "SELECT document_id, is_locked, is_settled, why FROM draws ORDER BY 1"
    assert ours.execute(columns).fetchall() == direct.execute(columns).fetchall()
    for db in (theirs, direct):
        db.conn.close()


def test_the_dictionary_forgets_what_it_learned_from_documents_that_came_to_be_locked(ours, theirs, tmp_path):
    chosen = next(name for name in locked_ids(theirs) if not is_locked(ours, name))
    with write(ours):
        amal = add_author(ours, "Amal")
    text = TEXTS[chosen]
    phrase = " ".join(text.split()[:2])
    take_operations(ours, chosen, amal, [added(text, Span(0, len(phrase), "ACTOR"))])
    assert phrase in {key for key, _ in learn_dictionary(ours).counts}
    merge_project(ours, tmp_path / "theirs.db")
    assert ours.execute("SELECT count(*) FROM phrases").fetchone() == (0,)
    assert phrase not in {key for key, _ in learn_dictionary(ours).counts}
