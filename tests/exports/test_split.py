"""The split: no text on both sides, shares about right, the same for the same documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.split import PARTS, RULES, Cut, default_rule, split

DATES = st.none() | st.dates().map(str)
CUTS = st.lists(st.tuples(st.integers(0, 30).map(str), DATES), min_size=1, max_size=60).map(
    lambda rows: [Cut(f"d{number}", text, date) for number, (text, date) in enumerate(rows)]
)
SETTINGS = {"rule": st.sampled_from(RULES), "seed": st.integers(0, 50)}


@given(cuts=CUTS, **SETTINGS)
def test_every_document_is_in_one_part_and_one_text_never_in_two(cuts, rule, seed):
    parts = split(cuts, rule=rule, seed=seed)
    assert parts.keys() == {cut.id for cut in cuts}
    assert set(parts.values()) <= set(PARTS)
    assert len({(cut.sha256, parts[cut.id]) for cut in cuts}) == len({cut.sha256 for cut in cuts})


@given(cuts=CUTS, random=st.randoms(), **SETTINGS)
def test_the_order_of_the_documents_does_not_matter(cuts, random, rule, seed):
    shuffled = cuts[:]
    random.shuffle(shuffled)
    assert split(shuffled, rule=rule, seed=seed) == split(cuts, rule=rule, seed=seed)


@given(cuts=CUTS, **SETTINGS)
def test_no_part_is_empty_from_three_texts_on(cuts, rule, seed):
    n_texts = len({cut.sha256 for cut in cuts})
    parts = split(cuts, rule=rule, seed=seed)
    assert len(set(parts.values())) == min(3, n_texts)
    assert "train" in parts.values()


@given(n=st.integers(30, 300), **SETTINGS)
def test_shares_are_right_where_texts_differ(n, rule, seed):
    cuts = [Cut(str(number), str(number), f"2022-01-{1 + number % 28:02}") for number in range(n)]
    parts = list(split(cuts, rule=rule, seed=seed).values())
    assert abs(parts.count("test") - 0.2 * n) <= 1
    assert abs(parts.count("dev") - 0.1 * n) <= 1


@given(CUTS)
def test_by_date_nothing_in_train_is_newer_than_test(cuts):
    cuts = [Cut(cut.id, cut.id, cut.date) for cut in cuts]
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
