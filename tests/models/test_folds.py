import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.detecting.folds import MOST_FOLDS, answer_by_text, folds_of


@st.composite
def answered_texts(draw):
    """Answers and groups with at least three different texts of each answer, some of them several times."""
    n_of = [draw(st.integers(3, 12)) for _ in range(2)]
    rows = [(answer, f"{answer}-{text}") for answer in (0, 1) for text in range(n_of[answer])]
    rows += draw(st.lists(st.sampled_from(rows), max_size=20))
    return draw(st.permutations(rows))


@given(answered_texts())
def test_identical_texts_stay_together_and_each_side_has_both_answers(rows):
    y, groups = np.array([answer for answer, _ in rows]), np.array([group for _, group in rows])
    folds = folds_of(y, groups)
    assert 3 <= len(folds) <= MOST_FOLDS
    assert sorted(np.concatenate([outside for _, outside in folds])) == list(range(len(rows)))
    for inside, outside in folds:
        assert not set(groups[inside]) & set(groups[outside])
        assert set(y[inside]) == set(y[outside]) == {0, 1}


def test_the_same_data_gives_the_same_folds():
    y, groups = np.arange(30) % 2, [str(number) for number in range(30)]
    assert [o.tolist() for _, o in folds_of(y, groups)] == [o.tolist() for _, o in folds_of(y, groups)]


def test_a_text_that_was_answered_both_ways_has_the_answer_of_most():
    assert answer_by_text([1, 0, 0, 1], ["a", "a", "a", "b"]) == {"a": 0, "b": 1}
