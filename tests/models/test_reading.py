import numpy as np
import pytest

from models.detecting.detector import train
from models.detecting.reading import MOST_WORDS, marked_words
from tests.models.conftest import data_of, texts_and_answers


@pytest.fixture(scope="module")
def trained(question):
    return train(data_of(*texts_and_answers(120)), question)


def test_the_terms_that_tell_reports_are_told(trained):
    terms = trained.metrics["terms"]
    raising = [row["term"] for row in terms if row["effect"] > 0]
    lowering = [row["term"] for row in terms if row["effect"] < 0]
    assert {"katyusha", "rockets", "taji"} <= set(raising)
    assert {"prices", "school", "harvest"} & set(lowering[-10:])
    assert [row["effect"] for row in terms] == sorted((row["effect"] for row in terms), reverse=True)
    assert all(row["n"] >= 3 for row in terms)


def test_words_of_an_article_are_marked_where_they_stand(trained):
    text = "The minister spoke.\n\nKatyusha ROCKETS hit Camp Taji; rockets again."
    found = {}
    for start, end, effect in marked_words(text, trained.model.scores):
        found.setdefault(text[start:end].lower(), []).append(effect)
    assert len(found["rockets"]) == 2
    assert found["rockets"][0] == found["rockets"][1] > 0 > found["minister"][0]


def test_the_effect_of_a_word_is_what_the_score_loses_without_it(trained):
    text = "Drones were shot down over the airbase. Parliament met."
    effects = {text[start:end]: effect for start, end, effect in marked_words(text, trained.model.scores)}
    with_it, without = trained.model.scores([text, text.replace("Drones", " ")])
    assert effects["Drones"] == pytest.approx(with_it - without)


def test_a_word_is_the_same_with_and_without_its_accents_as_the_detector_reads_it():
    tried = []

    def scores(texts):
        tried.extend(texts)
        return np.zeros(len(texts))

    marks = marked_words("Chávez spoke; CHAVEZ, Cha\u0301vez left.", scores)
    assert "  spoke;  ,   left." in tried
    assert len(marks) == 5


def test_a_text_without_words_and_one_with_very_many_are_marked_in_bounded_time(trained):
    assert marked_words("", trained.model.scores) == []
    long = " ".join(f"word{number}" for number in range(20_000))
    assert len(marked_words(long, trained.model.scores)) == MOST_WORDS
