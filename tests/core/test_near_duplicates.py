"""Near-duplicates: on pairs of texts written for this, and what must hold for any."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.core.near_duplicates import FEWEST, fewest_shared, is_near_duplicate, word_runs
from tests.stories import edited, shortened, story

PAIRS = Path(__file__).resolve().parents[1] / "cases" / "near_duplicates.jsonl"
CASES = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
REWORDED = "translated and back"  # hardly five words in a row stay: what this cannot find


def said(case: dict) -> bool:
    return is_near_duplicate(word_runs(case["one"]), word_runs(case["other"]))


@pytest.mark.parametrize("kind", sorted({case["kind"] for case in CASES} - {REWORDED}))
def test_pairs_of_this_kind_are_told_apart(kind):
    cases = [case for case in CASES if case["kind"] == kind]
    assert [said(case) for case in cases] == [case["duplicate"] for case in cases]


def test_the_figures_in_the_docs_are_those_of_the_pairs():
    found = Counter((case["duplicate"], said(case)) for case in CASES)
    assert len(CASES) == 70
    assert (found[True, True], found[True, False], found[False, True], found[False, False]) == (33, 4, 0, 33)


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_it_does_not_matter_which_text_comes_first(one, other):
    one, other = frozenset(map(str, one)), frozenset(map(str, other))
    assert is_near_duplicate(one, other) == is_near_duplicate(other, one)
    assert is_near_duplicate(one, one)


def test_what_an_edit_or_a_cut_leaves_is_nearly_the_same():
    text = story(1)
    assert is_near_duplicate(word_runs(text), word_runs(edited(text, 1)))
    assert is_near_duplicate(word_runs(text), word_runs(shortened(text)))
    assert not is_near_duplicate(word_runs(text), word_runs(story(2)))


def test_short_texts_are_the_same_only_where_their_words_are():
    report = "Rockets hit Camp Taji on Sunday evening, the army said, and nobody was hurt: report {}."
    assert len(word_runs(report)) < FEWEST
    assert not is_near_duplicate(word_runs(report.format(1)), word_runs(report.format(2)))
    assert is_near_duplicate(word_runs(report.format(1)), word_runs(report.format(1).upper().replace(",", " –")))


def test_seventy_of_a_hundred_runs_are_enough_and_one_less_is_not():
    runs = [str(number) for number in range(130)]
    assert fewest_shared(100) == 70
    assert is_near_duplicate(frozenset(runs[:100]), frozenset(runs[30:130]))
    assert not is_near_duplicate(frozenset(runs[:99]), frozenset(runs[30:129]))
