"""Clusters of near-duplicates in a project: the same ones however the documents come."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.clusters.index import Index, signed
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.near_duplicates import is_near_duplicate, word_runs
from labeling.store.database import IN_MEMORY, open_database
from labeling.workflow.clusters import Known, find_all_clusters, find_clusters
from labeling.workflow.keeping.status import check, rebuild
from labeling.workflow.load import load_documents
from tests.stories import edited, shortened, story


def load(db, texts: dict[str, str]) -> None:
    load_documents(db, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])


def clusters(db) -> dict[str, str]:
    return dict(db.execute("SELECT id, cluster FROM documents WHERE cluster IS NOT NULL").fetchall())


def test_what_came_back_is_in_a_cluster_with_what_it_was_made_of(db):
    load(db, {"b": story(1), "c": edited(story(1), 1), "a": shortened(story(1)), "alone": story(2)})
    find_all_clusters(db)
    assert clusters(db) == {"a": "a", "b": "a", "c": "a"}


def test_new_documents_are_compared_with_known_ones(db):
    load(db, {"b": story(1), "x": story(2)})
    find_all_clusters(db)
    assert clusters(db) == {}
    load(db, {"a": edited(story(1), 1)})
    find_all_clusters(db)
    assert clusters(db) == {"a": "a", "b": "a"}


def test_a_document_between_two_clusters_makes_them_one(db):
    first, second = story(1), story(2)
    load(db, {"b": first, "c": edited(first, 1), "d": second, "e": edited(second, 1)})
    find_all_clusters(db)
    assert clusters(db) == {"b": "b", "c": "b", "d": "d", "e": "d"}
    load(db, {"both": first + " " + second})
    find_all_clusters(db)
    assert clusters(db) == dict.fromkeys(["b", "c", "d", "e", "both"], "b")


def test_boilerplate_does_not_make_near_duplicates(db):
    footer = "\n\nComments\n\nPost a comment\nYour comment will be read before it appears\n"
    load(db, {"a": story(1, n_words=40) + footer, "b": story(2, n_words=40) + footer})
    find_all_clusters(db)
    assert clusters(db) == {}


VARIANTS = [
    text
    for number in range(3)
    for text in (story(number), edited(story(number), 1), edited(story(number), 2), shortened(story(number)))
] + [story(0) + " " + story(1), "Rockets hit Taji.", "ROCKETS HIT TAJI!", story(3)]


@settings(max_examples=40, deadline=None)
@given(chosen=st.permutations(range(len(VARIANTS))), n=st.integers(2, len(VARIANTS)), data=st.data())
def test_the_same_documents_give_the_same_clusters_in_any_order_of_loading(chosen, n, data):
    ids = chosen[:n]
    found = []
    for order in (ids, data.draw(st.permutations(ids))):
        db, known = open_database(IN_MEMORY), Known()
        begin = 0
        while begin < n:
            size = data.draw(st.integers(1, n))
            load(db, {f"d{number}": VARIANTS[number] for number in order[begin : begin + size]})
            begin += size
            if data.draw(st.booleans()):
                find_clusters(db, limit=data.draw(st.integers(1, n)), known=known)
        find_all_clusters(db)
        found.append(clusters(db))
        db.conn.close()
    assert found[0] == found[1]
    runs = {f"d{number}": word_runs(VARIANTS[number]) for number in ids}
    for one, other in itertools.combinations(runs, 2):
        if is_near_duplicate(runs[one], runs[other]):
            assert found[0][one] == found[0][other] <= min(one, other)
    assert all(list(found[0].values()).count(cluster) > 1 for cluster in found[0].values())


def test_every_near_duplicate_that_the_index_could_miss_is_found_among_many():
    texts = [story(number, n_words=300) for number in range(150)]
    index = Index()
    index.add([signed(f"d{number}", word_runs(text)) for number, text in enumerate(texts)])
    halves = [signed(f"half{number}", word_runs(shortened(text))) for number, text in enumerate(texts)]
    found = set(index.pairs(halves))
    assert {(f"half{number}", f"d{number}") for number in range(150)} <= found
    assert len(found) < 155  # others are hardly ever read


def test_a_batch_is_done_again_where_another_process_was_quicker(db, db_path, monkeypatch):
    load(db, {"a": story(1), "b": edited(story(1), 1)})
    from labeling.workflow import clusters as workflow

    compared = workflow._compared

    def slowly(*arguments):
        monkeypatch.setattr(workflow, "_compared", compared)
        other = open_database(db_path)
        find_clusters(other, limit=1)
        other.conn.close()
        return compared(*arguments)

    monkeypatch.setattr(workflow, "_compared", slowly)
    find_all_clusters(db)
    assert clusters(db) == {"a": "a", "b": "a"}
    assert db.execute("SELECT count(*) FROM signatures").fetchone() == (2,)


def test_a_rebuild_compares_everything_anew_even_by_a_worker_that_knew_it(db):
    known = Known()
    load(db, {"a": story(1), "b": edited(story(1), 1)})
    find_clusters(db, known=known)
    rebuild(db)
    assert clusters(db) == {}
    assert find_clusters(db, known=known) == 2
    assert clusters(db) == {"a": "a", "b": "a"}
    assert not find_clusters(db, known=known)
    assert check(db).faults == []


@pytest.mark.parametrize("n", [0, 5])
def test_where_everything_is_compared_nothing_is_imported(db, n, monkeypatch):
    load(db, {f"d{number}": story(number) for number in range(n)})
    find_all_clusters(db)
    monkeypatch.setattr("labeling.workflow.clusters.Known", None)
    find_all_clusters(db)
