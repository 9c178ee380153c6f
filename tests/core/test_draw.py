from hypothesis import given
from hypothesis import strategies as st

from labeling.core.locked_slice import SHARE, Draw, is_cluster_locked, is_drawn

DRAWS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=6).map(
    lambda rows: [Draw(f"d{number}", *row) for number, row in enumerate(rows)]
)


def test_a_fifth_is_drawn_and_another_salt_draws_others():
    first, second = ({n for n in range(5_000) if is_drawn(salt, f"{n:064x}")} for salt in ("a", "b"))
    for drawn in (first, second):
        assert abs(len(drawn) / 5_000 - SHARE) < 0.02
    assert abs(len(first & second) / len(first) - SHARE) < 0.05


@given(DRAWS, st.randoms())
def test_the_members_of_a_cluster_get_one_decision_in_whatever_order(members, random):
    shuffled = members[:]
    random.shuffle(shuffled)
    assert is_cluster_locked(shuffled) == is_cluster_locked(members)


@given(DRAWS, DRAWS)
def test_what_is_locked_for_good_stays_locked_whoever_joins(members, joining):
    members.append(Draw("locked", is_locked=True, is_settled=True))
    assert is_cluster_locked([*members, *joining])


def test_a_cluster_is_drawn_as_one_however_large_it_is():
    clusters = [
        [Draw(f"{n}.{member}", is_drawn("a", f"{n}.{member}"), is_settled=False) for member in range(5)]
        for n in range(2_000)
    ]
    assert abs(sum(map(is_cluster_locked, clusters)) / 2_000 - SHARE) < 0.03


def test_nothing_is_drawn_in_a_cluster_that_was_learned_from():
    assert not is_cluster_locked([Draw("old", is_locked=False, is_settled=True), Draw("new", True, is_settled=False)])
