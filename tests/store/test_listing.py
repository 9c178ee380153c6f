import pytest

from labeling.store.listing import Filter, listed, match_of
from labeling.workflow.annotate import take_operations
from tests.operations import message


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


def test_a_search_is_always_a_query_that_the_index_takes(db, amal, add):
    from hypothesis import given, settings
    from hypothesis import strategies as st

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
    def check(search):
        match_of(search)
        listed(db, amal.id, "attack_report", Filter(search), threshold=0.5, limit=1)

    check()
