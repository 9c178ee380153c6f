"""What a ranking says of the texts it learned from, and what one says that did not see them."""

import numpy as np
import pytest

from models.spans.candidates import N_EVIDENCE, Candidates
from models.spans.judging import judge
from models.spans.ranking import fit_ranking, spans_out_of_fold

FOLDS = [np.arange(number, 40, 4) for number in range(4)]


@pytest.fixture
def by_chance() -> tuple[list[Candidates], list[set]]:
    """Forty texts with five candidates each; which of them are marked has nothing to do with the evidence."""
    random = np.random.default_rng(0)
    places = np.array([(at, at + 1) for at in range(0, 10, 2)], dtype=np.int32)
    found = [Candidates(places, random.normal(size=(5, N_EVIDENCE)), np.zeros(5, dtype=bool)) for _ in range(40)]
    marked = [{tuple(place) for place in places[random.random(5) < 0.2].tolist()} for _ in found]
    return found, marked


def gain(said: list, found: list[Candidates], marked: list[set]) -> float:
    """How much higher marked candidates score than others."""
    judged = judge(said, found, marked)
    return float(judged.scores[judged.is_right].mean() - judged.scores[~judged.is_right].mean())


def test_a_ranking_flatters_what_it_learned_from_and_one_out_of_fold_does_not(by_chance):
    found, marked = by_chance
    ranking = fit_ranking(found, marked)
    assert gain([ranking.spans(one) for one in found], found, marked) > 0.05
    assert gain(spans_out_of_fold(found, marked, FOLDS), found, marked) < 0.02


def test_the_marks_of_a_text_change_nothing_of_what_is_said_of_it_out_of_fold(by_chance):
    found, marked = by_chance
    before = spans_out_of_fold(found, marked, FOLDS)
    outside = FOLDS[1]
    turned = list(marked)
    for at in outside:
        turned[at] = set(found[at].all()) - marked[at]
    after = spans_out_of_fold(found, turned, FOLDS)
    assert [after[at] for at in outside] == [before[at] for at in outside]
    assert after != before


def test_texts_that_are_all_alike_are_in_one_fold_and_are_judged_by_the_crf_alone(by_chance):
    found, marked = by_chance
    said = spans_out_of_fold(found, marked, [np.arange(40)])
    assert [len(one) for one in said] == [5] * 40
