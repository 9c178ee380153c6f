"""The probabilities of spans are those that counting every path gives."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.spans.marginals import TEMPERATURE, probable_spans
from models.spans.tags import ALLOWED, TAGS


def by_counting(emissions: np.ndarray, transitions: np.ndarray) -> dict[tuple[int, int], float]:
    """Every legal path of one sentence, weighed."""
    total, spans = 0.0, {}
    for path in itertools.product(range(len(TAGS)), repeat=len(emissions)):
        tags = "".join(TAGS[tag] for tag in path)
        steps = list(itertools.pairwise(tags))
        if tags[0] in "IE" or tags[-1] in "BI" or any(one + other not in ALLOWED for one, other in steps):
            continue
        score = sum(emissions[at, tag] for at, tag in enumerate(path))
        score += sum(transitions[one, other] for one, other in itertools.pairwise(path))
        weight = float(np.exp(TEMPERATURE * score))
        total += weight
        begun = 0
        for at, tag in enumerate(tags):
            begun = at if tag in "BS" else begun
            if tag in "ES":
                spans[begun, at + 1] = spans.get((begun, at + 1), 0.0) + weight
    return {place: weight / total for place, weight in spans.items()}


@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_probabilities_are_those_of_all_paths_together(seed, lengths):
    random = np.random.RandomState(seed)
    emissions, transitions = random.randn(sum(lengths), 5), random.randn(5, 5)
    expected, begin = {}, 0
    for length in lengths:
        for (first, end), probability in by_counting(emissions[begin : begin + length], transitions).items():
            expected[begin + first, begin + end] = probability
        begin += length
    found = {(first, end): p for first, end, p in probable_spans(emissions, np.array(lengths), transitions, 0.0)}
    assert found == pytest.approx(expected, abs=1e-9)


def test_only_spans_of_the_least_probability_are_given():
    random = np.random.RandomState(1)
    emissions, transitions = random.randn(6, 5), random.randn(5, 5)
    every = probable_spans(emissions, np.array([6]), transitions, 0.0)
    some = probable_spans(emissions, np.array([6]), transitions, 0.1)
    assert 0 < len(some) < len(every)
    assert some == [one for one in every if one[2] >= 0.1]


def test_a_text_without_words_has_no_spans():
    assert probable_spans(np.zeros((0, 5)), np.array([], dtype=int), np.zeros((5, 5)), 0.1) == []
