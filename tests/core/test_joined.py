from hypothesis import given
from hypothesis import strategies as st

from labeling.core.joined import Joined

NAMES = st.sampled_from([f"d{number}" for number in range(12)])


@given(pairs=st.lists(st.tuples(NAMES, NAMES), max_size=20), random=st.randoms())
def test_the_same_pairs_in_any_order_make_the_same_groups(pairs, random):
    shuffled = [random.choice([(one, other), (other, one)]) for one, other in pairs]
    random.shuffle(shuffled)
    first, second = Joined(), Joined()
    for one, other in pairs:
        first.join(one, other)
        first.of(one)  # asking between changes nothing
    for one, other in shuffled:
        second.join(one, other)
    names = {name for pair in pairs for name in pair}
    assert {name: first.of(name) for name in names} == {name: second.of(name) for name in names}
    assert all(first.of(one) == first.of(other) <= min(one, other) for one, other in pairs)
    assert all(first.of(first.of(name)) == first.of(name) for name in names)
