import pytest

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.suggestions import write_scores
from labeling.store.listing import Filter, listed, match_of, sources
from labeling.workflow.annotate import take_operations
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.load import load_documents
from tests.operations import added, message
from tests.stories import edited, story


@pytest.fixture
def find(db, amal, add):
    add(
        taji="Rockets hit Camp Taji on Sunday. There were no casualties.",
        balad="Drones were shot down over Balad. Casualties: no report of them.",
        feast="قوات التحالف held a feast at Café Zürich.",
    )

    def found(search: str = "", **more) -> list[str]:
        n, rows = listed(db, amal.id, "attack_report", Filter(search, **more), threshold=0.5, limit=10)
        assert n == len(rows)
        return [row.id for row in rows]

    return found


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", ["taji", "balad", "feast"]),
        ("taji", ["taji"]),
        ("rock", ["taji"]),
        ('"no casualties"', ["taji"]),
        ("zurich cafe", ["feast"]),
        ("التحالف", ["feast"]),
        ("no such thing", []),
        ('" * (', ["taji", "balad", "feast"]),
        ("NEAR(taji", []),
        ("a\0b", []),
    ],
)
def test_search_finds_words_as_people_type_them(find, search, expected):
    assert find(search) == expected


def test_the_list_is_filtered_by_ones_own_state_and_answer(db, amal, find):
    take_operations(db, "taji", amal, [message("answer.set", question="attack_report", value="yes")])
    take_operations(db, "balad", amal, [message("work.submit")])
    assert find(state="open") == ["taji"]
    assert find(state="done") == ["balad"]
    assert find(answer="yes") == ["taji"]
    assert find(answer="none") == ["balad", "feast"]


@pytest.mark.parametrize("sort", ["loaded", "newest", "uncertain", "score", "relevance"])
def test_every_order_shows_every_document(find, sort):
    assert sorted(find(sort=sort)) == ["balad", "feast", "taji"]


def test_near_duplicates_are_counted_and_shown_by_themselves(db, amal, add):
    add(a=story(1), b=edited(story(1), 1), c=edited(story(1), 2), d=story(2))
    find_all_clusters(db)
    _, rows = listed(db, amal.id, "attack_report", Filter(), threshold=0.5, limit=10)
    assert [(row.id, row.cluster, row.n_near_duplicates) for row in rows] == [
        ("a", "a", 2), ("b", "a", 2), ("c", "a", 2), ("d", None, 0),
    ]  # fmt: skip
    n, rows = listed(db, amal.id, "attack_report", Filter(cluster="a"), threshold=0.5, limit=2)
    assert (n, [row.id for row in rows]) == (3, ["a", "b"])


def test_a_locked_document_has_no_score_in_the_list(db, amal, find):
    model_id = add_model_version(db, kind="detector", artifact=b"x", metrics={}, settings={}, trained_on="f")
    write_scores(db, model_id=model_id, question="attack_report", scores=[("taji", 0.9), ("balad", 0.8)])
    with write(db):
        db.execute("UPDATE draws SET is_locked = (document_id = 'taji')")
    _, rows = listed(db, amal.id, "attack_report", Filter(sort="score"), threshold=0.5, limit=10)
    assert [(row.id, row.score) for row in rows] == [("balad", 0.8), ("taji", None), ("feast", None)]


def test_a_search_is_always_a_query_that_the_index_takes(db, amal, add):
    from hypothesis import given, settings
    from hypothesis import strategies as st

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
    def check(search):
        match_of(search)
        listed(db, amal.id, "attack_report", Filter(search), threshold=0.5, limit=1)

    check()


def test_the_list_is_filtered_by_source_day_own_label_and_own_note(db, amal):
    documents = [
        Document("wire", "At Camp Taji.", source="Wire", published="2020-03-11"),
        Document("late", "At Balad.", source="Wire", published="2020-03-12T08:00:00Z"),
        Document("page", "At home.", source="Page"),
    ]
    load_documents(db, [AnnotatedDocument(one) for one in documents])
    take_operations(db, "wire", amal, [added("At Camp Taji.", Span(3, 12, "BASE"))])
    take_operations(db, "page", amal, [message("note.set", text="Look again.")])

    def found(**chosen) -> list[str]:
        n, rows = listed(db, amal.id, "attack_report", Filter(**chosen), threshold=0.5, limit=10)
        assert n == len(rows)
        return [row.id for row in rows]

    assert sources(db) == ["Page", "Wire"]
    assert found(source="Wire") == ["wire", "late"]
    assert found(since="2020-03-12") == ["late"]
    assert found(until="2020-03-12") == ["wire", "late"]
    assert found(since="2020-03-11", until="2020-03-11") == ["wire"]
    assert (found(label="BASE"), found(label="ACTOR")) == (["wire"], [])
    assert found(has_note=True) == ["page"]
    assert found(source="Wire", search="balad") == ["late"]
