from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.core.rounds.dealing import deal, drawn_share
from labeling.core.rounds.pairs import evenly_ordered_pairs


def spread(counts: Counter, keys) -> int:
    """The most less the least."""
    found = [counts[key] for key in keys]
    return max(found) - min(found) if found else 0


def loads(dealt) -> Counter:
    return Counter(name for names in dealt.values() for name in names)


def shared(dealt) -> Counter:
    return Counter(frozenset(pair) for names in dealt.values() for pair in combinations(names, 2))


def pairs_of(people) -> list[frozenset]:
    return [frozenset(pair) for pair in combinations(people, 2)]


@pytest.mark.parametrize("n", range(2, 14))
def test_every_beginning_of_the_even_order_of_pairs_is_even(n):
    found, load = [], Counter()
    for pair in evenly_ordered_pairs(n):
        found.append(frozenset(pair))
        load.update(pair)
        assert spread(load, range(n)) <= 1
    assert sorted(found, key=sorted) == sorted(pairs_of(range(n)), key=sorted)


@st.composite
def rounds(draw, most_coders: int):
    people = [f"p{number}" for number in range(draw(st.integers(1, 9)))]
    few = draw(st.integers(1, min(len(people), most_coders)))
    many = draw(st.integers(few, min(len(people), most_coders)))
    n, share = draw(st.integers(0, 50)), draw(st.floats(0, 1))
    needs = {f"d{number}": many if number < share * n else few for number in range(n)}
    return needs, people, draw(st.integers(0, 1000))


@given(rounds(most_coders=2))
def test_with_one_or_two_coders_loads_and_pairs_differ_by_one_at_most(case):
    needs, people, seed = case
    dealt = deal(needs, people, seed)
    assert {document: len(set(names)) for document, names in dealt.items()} == needs
    assert spread(loads(dealt), people) <= 1
    assert spread(shared(dealt), pairs_of(people)) <= 1
    assert deal(needs, people[::-1], seed) == dealt


@settings(max_examples=50)
@given(rounds(most_coders=5))
def test_with_more_coders_loads_differ_by_one_and_pairs_by_three_at_most(case):
    needs, people, seed = case
    dealt = deal(needs, people, seed)
    assert {document: len(set(names)) for document, names in dealt.items()} == needs
    assert spread(loads(dealt), people) <= 1
    assert spread(shared(dealt), pairs_of(people)) <= 3
    assert deal(needs, people, seed) == dealt


@settings(max_examples=50)
@given(rounds(most_coders=3), st.data())
def test_nobody_gets_again_what_they_had_and_what_can_be_passed_on_is_passed_on(case, data):
    needs, people, seed = case
    had = {document: data.draw(st.sets(st.sampled_from(people))) for document in needs}
    begun = {name: data.draw(st.integers(0, 4)) for name in people}
    dealt = deal(needs, people, seed, had=had, loads=begun)
    load = loads(dealt) + Counter(begun)
    for document, names in dealt.items():
        assert len(names) == len(set(names)) == min(needs[document], len(people) - len(had[document]))
        assert not had[document] & set(names)
        for one in names:
            others = set(people) - had[document] - set(names)
            assert all(load[one] - load[other] <= 1 for other in others)


def test_another_seed_is_another_deal():
    needs, people = {f"d{number}": 1 for number in range(30)}, ["Amal", "Noor", "Sam"]
    assert deal(needs, people, 1) != deal(needs, people, 2)


@given(st.integers(0, 60), st.floats(0, 1), st.integers(0, 99))
def test_a_share_is_drawn_evenly_from_the_whole_order(n, share, seed):
    ordered, wanted = [f"d{number}" for number in range(n)], int(share * n)
    drawn = drawn_share(ordered, wanted, seed)
    assert len(drawn) == wanted
    first_half = sum(name in drawn for name in ordered[: n // 2])
    assert abs(first_half - wanted / 2) <= 1.5
