import dataclasses
from itertools import chain

import numpy as np

from labeling.store.learned.out_of_fold import OutOfFold
from models.detecting.detector import train
from models.detecting.doubts import doubts
from models.suspects import AT_A_TIME, confused, suspects
from tests.models.conftest import data_of, texts_and_answers


def test_most_of_the_first_suspects_are_answers_that_were_turned_round(question):
    texts, answers = texts_and_answers(300, noise=0.1)
    turned = set(np.random.default_rng(4).choice(300, 15, replace=False).tolist())
    data = data_of(texts, [answer != (number in turned) for number, answer in enumerate(answers)])
    trained = train(dataclasses.replace(data, groups=data.ids), question)
    rows = [
        OutOfFold(document_id, 0, answer, 0.5, doubt)
        for document_id, answer, doubt in zip(data.ids, data.is_positive, trained.doubt.tolist(), strict=True)
    ]
    first = suspects(rows)
    assert len(first) <= AT_A_TIME
    found = turned & {int(one.document_id[1:]) for one in first}
    assert len(found) >= 0.6 * len(turned)


def test_the_most_doubtful_come_first_and_none_that_is_as_likely_right_as_wrong():
    rows = [OutOfFold(f"d{number}", 0, False, 0.5, 0.5 + number / 100) for number in range(40)]
    every = suspects(rows, limit=len(rows))
    assert [one.document_id for one in every] == [f"d{number}" for number in range(39, 0, -1)]
    assert suspects(rows) == every[:25]


def test_each_document_is_in_one_cell():
    rows = [OutOfFold(f"d{number}", 0, number % 3 == 0, number / 10) for number in range(10)]
    cells = confused(rows, 0.35)
    assert sorted(chain(*cells.values())) == [f"d{number}" for number in range(10)]
    assert cells["false_negatives"] == ["d0", "d3"]
    assert cells["true_positives"] == ["d9", "d6"]


def test_marks_beside_an_answer_make_it_doubtful(question):
    """All reports are marked, and so is one document that is said to be none."""
    texts, answers = texts_and_answers(100, noise=0.45)
    texts = [f"{text} {number}" for number, text in enumerate(texts)]
    marks = [((0, "WEAPON"), (7, "BASE")) if answer or number == 31 else () for number, answer in enumerate(answers)]
    data = dataclasses.replace(data_of(texts, answers), marks=tuple(marks))
    trained = train(data, question)
    assert int(np.argmax(trained.doubt)) == 31
    assert int(np.argmax(train(dataclasses.replace(data, marks=()), question).doubt)) != 31


def test_an_answer_that_its_likes_contradict_is_doubtful():
    y, topics = np.repeat([0, 1], 15), np.repeat(np.eye(2), 15, axis=0)
    y[0] = 1
    found = doubts(y, np.full(30, 0.5), topics, (), [])
    assert int(np.argmax(found)) == 0
