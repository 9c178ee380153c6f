"""The split: no story on both sides, what is locked in test, shares about right, the same for the same documents."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.split import PARTS, RULES, Cut, default_rule, n_clusters, split

DATES = st.none() | st.dates().map(str)
CLUSTERS = st.none() | st.sampled_from("abcdef")
ROWS = st.tuples(st.integers(0, 30).map(str), DATES, CLUSTERS, st.integers(0, 9).map(lambda number: number < 2))
CUTS = st.lists(ROWS, min_size=1, max_size=60).map(
    lambda rows: [Cut(f"d{number}", *row) for number, row in enumerate(rows)]
)
SETTINGS = {"rule": st.sampled_from(RULES), "seed": st.integers(0, 50)}


def stories(cuts: list[Cut]) -> set[frozenset[str]]:
    """The ids that one text or one cluster ties together, told the slow way."""
    found = [{cut.id} for cut in cuts]
    for one, other in itertools.combinations(cuts, 2):
        if one.sha256 == other.sha256 or (one.cluster is not None and one.cluster == other.cluster):
            tied = [group for group in found if one.id in group or other.id in group]
            found = [group for group in found if group not in tied] + [set().union(*tied)]
    return set(map(frozenset, found))


@given(cuts=CUTS, **SETTINGS)
def test_every_document_is_in_one_part_and_one_story_never_in_two(cuts, rule, seed):
    parts = split(cuts, rule=rule, seed=seed)
    assert parts.keys() == {cut.id for cut in cuts}
    assert set(parts.values()) <= set(PARTS)
    for story in stories(cuts):
        assert len({parts[document_id] for document_id in story}) == 1


@given(cuts=CUTS, test_share=st.sampled_from([0, 0.2, 0.5]), **SETTINGS)
def test_what_is_locked_and_what_is_nearly_the_same_is_test_whatever_the_share(cuts, test_share, rule, seed):
    parts = split(cuts, rule=rule, seed=seed, test_share=test_share)
    locked = {cut.id for cut in cuts if cut.is_locked}
    for story in stories(cuts):
        if story & locked:
            assert {parts[document_id] for document_id in story} == {"test"}


@given(n=st.integers(100, 200), seed=st.integers(0, 50), rule=st.sampled_from(RULES))
def test_what_is_locked_counts_towards_the_share_of_test(n, seed, rule):
    cuts = [Cut(str(number), str(number), "2022-01-05", is_locked=number < 15) for number in range(n)]
    parts = list(split(cuts, rule=rule, seed=seed).values())
    assert abs(parts.count("test") - 0.2 * n) <= 1


@given(cuts=CUTS, random=st.randoms(), **SETTINGS)
def test_the_order_of_the_documents_does_not_matter(cuts, random, rule, seed):
    shuffled = cuts[:]
    random.shuffle(shuffled)
    assert split(shuffled, rule=rule, seed=seed) == split(cuts, rule=rule, seed=seed)


@given(cuts=CUTS, **SETTINGS)
def test_no_part_is_empty_from_three_free_stories_on(cuts, rule, seed):
    locked = {cut.id for cut in cuts if cut.is_locked}
    n_free = sum(not story & locked for story in stories(cuts))
    parts = set(split(cuts, rule=rule, seed=seed).values())
    assert len(parts) == min(3, n_free + bool(locked))
    assert ("train" in parts) == (n_free > 0)


def test_by_cluster_a_share_is_one_of_stories_not_of_documents():
    large = [Cut(f"copy{number}", f"copy{number}", cluster="a") for number in range(80)]
    cuts = large + [Cut(str(number), str(number)) for number in range(99)]
    for seed in range(20):
        parts = split(cuts, rule="cluster", seed=seed)
        assert len({"a" if cut.cluster else cut.id for cut in cuts if parts[cut.id] == "test"}) == 20


def test_clusters_of_two_documents_or_more_are_counted():
    assert n_clusters([Cut("a", "1", cluster="a"), Cut("b", "2", cluster="a"), Cut("c", "3", cluster="c")]) == 1


@given(n=st.integers(30, 300), **SETTINGS)
def test_shares_are_right_where_texts_differ(n, rule, seed):
    cuts = [Cut(str(number), str(number), f"2022-01-{1 + number % 28:02}") for number in range(n)]
    parts = list(split(cuts, rule=rule, seed=seed).values())
    assert abs(parts.count("test") - 0.2 * n) <= 1
    assert abs(parts.count("dev") - 0.1 * n) <= 1


@given(CUTS)
def test_by_date_nothing_in_train_is_newer_than_test(cuts):
    cuts = [Cut(cut.id, cut.id, cut.date) for cut in cuts]  # a locked one is test, however old
    parts = split(cuts, rule="date")
    dates = {part: [cut.date for cut in cuts if parts[cut.id] == part and cut.date] for part in PARTS}
    for older, newer in (("train", "dev"), ("dev", "test"), ("train", "test")):
        assert not dates[older] or not dates[newer] or max(dates[older]) <= min(dates[newer])


def test_another_seed_draws_another_split():
    cuts = [Cut(str(number), str(number)) for number in range(50)]
    assert split(cuts, rule="random", seed=1) != split(cuts, rule="random", seed=2)


def test_a_new_text_leaves_most_others_where_they_were():
    cuts = [Cut(str(number), str(number)) for number in range(100)]
    before, after = split(cuts, rule="random"), split([*cuts, Cut("new", "new")], rule="random")
    assert sum(before[cut.id] != after[cut.id] for cut in cuts) <= 4


def test_a_share_of_nothing_leaves_a_part_empty():
    cuts = [Cut(str(number), str(number)) for number in range(10)]
    assert "test" not in split(cuts, rule="random", test_share=0).values()


@pytest.mark.parametrize(("n_dated", "rule"), [(10, "date"), (9, "date"), (8, "random"), (0, "random")])
def test_the_rule_is_by_date_where_nine_of_ten_have_one(n_dated, rule):
    cuts = [Cut(str(number), str(number), "2022-01-05" if number < n_dated else None) for number in range(10)]
    assert default_rule(cuts) == rule
