"""What holds of every figure, whatever was marked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.agreement.matching import matched
from labeling.agreement.nominal import alpha, quick_alpha
from labeling.agreement.report import report
from labeling.agreement.rows import figure_rows
from tests.agreement.made import PEOPLE, contents, document, documents, places


def figures(found: dict) -> dict:
    return {(row["of"], row["which"], row["figure"]): row for row in figure_rows(found)}


def pairwise(found: dict) -> dict:
    """All figures but those that name a pair."""
    return {key: (row["value"], row["n"]) for key, row in figures(found).items() if "pair" not in key[0]}


@given(documents)
def test_it_does_not_matter_who_is_called_what(made):
    other_names = dict(zip(PEOPLE, reversed(PEOPLE), strict=True))
    turned = [
        replace(one, layers=tuple(replace(layer, coder=other_names[layer.coder]) for layer in one.layers))
        for one in made
    ]
    check_same(report(turned), report(made))


def check_same(one: dict, other: dict) -> None:
    ours, theirs = pairwise(one), pairwise(other)
    assert ours.keys() == theirs.keys()
    for key, (value, n) in ours.items():
        assert n == theirs[key][1], key
        assert value == (None if theirs[key][0] is None else pytest.approx(theirs[key][0])), key


@given(documents, st.randoms())
def test_the_order_of_documents_and_layers_does_not_matter(made, chance):
    mixed = [replace(one, layers=tuple(chance.sample(one.layers, len(one.layers)))) for one in made]
    chance.shuffle(mixed)
    check_same(report(mixed), report(made))


@given(st.lists(contents, min_size=1, max_size=5))
def test_equal_layers_agree_wholly(made):
    found = report([document(number, [layer, layer]) for number, layer in enumerate(made)])
    assert found["documents"] == []
    for (_, _, name), row in figures(found).items():
        expected = 0 if name == "edges_apart" else 1
        assert row["value"] is None or row["value"] == pytest.approx(expected), row
        assert (row["value"] is None) == bool(row["why"]), row


@given(documents)
def test_an_interval_holds_its_figure_and_an_undefined_one_says_why(made):
    for row in figures(report(made)).values():
        if row["value"] is None:
            assert row["why"]
            assert row["low"] is None
        elif row["low"] is not None:
            assert row["low"] <= row["value"] <= row["high"]
            assert all(np.isfinite([row["low"], row["high"]]))


@given(documents, contents)
def test_one_more_document_they_agree_on_never_lowers_percent_or_f1(made, layer):
    before, after = report(made), report([*made, document(99, [layer, layer])])
    for key, row in figures(before).items():
        if key[2] in ("percent", "exact_f1", "overlap_f1") and row["value"] is not None:
            assert figures(after)[key]["value"] >= row["value"] - 1e-12


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=2), min_size=1, max_size=12))
def test_the_quick_alpha_is_nltks(units):
    ids = [str(number) for number in range(len(units))]
    slow, quick = alpha(units, ids=ids, groups=ids), quick_alpha(units, ids=ids, groups=ids)
    assert slow.value == (None if quick.value is None else pytest.approx(quick.value))
    assert (slow.low is None) == (quick.low is None)


@given(st.lists(places, max_size=6, unique=True), st.lists(places, max_size=6, unique=True))
def test_no_other_matching_has_more_pairs(left, right):
    def overlap(one, other):
        return left[one][0] < right[other][1] and right[other][0] < left[one][1]

    def most(one: int, taken: frozenset[int]) -> int:
        """By trying everything."""
        if one == len(left):
            return 0
        options = [most(one + 1, taken)]
        free = [other for other in range(len(right)) if other not in taken and overlap(one, other)]
        return max([*options, *(1 + most(one + 1, taken | {other}) for other in free)])

    pairs = matched(left, right)
    assert all(overlap(*pair) for pair in pairs)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs) == most(0, frozenset())
    assert matched(right, left) == sorted((other, one) for one, other in pairs)


def test_near_duplicates_are_drawn_together():
    yes, no = ((), {"attack": "yes"}), ((), {"attack": "no"})
    made = [[yes, yes], [yes, no], [no, no], [no, no]]
    apart = report([document(number, layers) for number, layers in enumerate(made)])
    tied = report([document(number, layers, group=f"g{number % 2}") for number, layers in enumerate(made)])
    alone = report([document(number, layers, group="one story") for number, layers in enumerate(made)])
    widths = [found["high"] - found["low"] for found in (one["questions"][0]["percent"] for one in (apart, tied))]
    assert widths[0] != widths[1]
    assert alone["questions"][0]["percent"]["value"] == 0.75
    assert alone["questions"][0]["percent"]["low"] is None  # one story says nothing of others
