import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.features import count
from models.fitted import fit
from models.folds import folds_of
from models.learning_curve import learning_curve, spread


def curve_of(n: int) -> list[dict]:
    """The curve of texts whose answer shows in one word of twenty."""
    random_, y = random.Random(5), np.arange(n) % 2
    texts = [f"Report {number} on {'attack' if y[number] else 'quiet'}{random_.randrange(10)}" for number in range(n)]
    counted, folds = count(texts, ("rockets",)), folds_of(y, texts)
    logits = np.zeros(n)
    for inside, outside in folds:
        logits[outside] = fit(counted, y, inside).logits(counted, outside)
    return learning_curve(counted, y, folds, logits)


def test_the_curve_grows_with_the_answers():
    curve = curve_of(200)
    assert [point["n"] for point in curve] == [25, 50, 160]
    assert curve[0]["average_precision"] < curve[2]["average_precision"] > 0.95
    assert all(0 <= point[name] <= 1 for point in curve for name in ("average_precision", "macro_f1"))


def test_few_answers_have_no_curve():
    assert curve_of(12) == []


@given(st.lists(st.integers(0, 1), min_size=4, max_size=40).filter(lambda y: len(set(y)) == 2), st.data())
def test_a_draw_has_its_size_and_both_answers(answers, data):
    y = np.array(answers)
    size = data.draw(st.integers(2, len(y) - 1))
    rows = spread(np.arange(len(y)), y, size)
    assert len(rows) == len(set(rows.tolist())) == size
    assert set(y[rows]) == {0, 1}
