import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from labeling.core.errors import TrainingRefused
from models.features import count, keyword_counter, pipeline_of
from models.fitted import SOLVER, STRENGTH, fit
from models.keyword_counts import KeywordCounts
from tests.models.conftest import texts_and_answers

KEYWORDS = ("rockets", "drone", "claimed responsibility")


def features(text: str) -> np.ndarray:
    return np.expm1(KeywordCounts(KEYWORDS, weight=1.0).transform([text]).toarray()[0])


def test_keywords_are_counted_in_the_text_and_in_its_beginning():
    late = "Rockets, rockets! " + "Nothing else happened here. " * 20 + "Nobody claimed responsibility for the rockets."
    assert features(late)[:3].round(6).tolist() == [3, 0, 1]
    assert features(late)[3:6].round(6).tolist() == [2, 0, 0]


def test_a_keyword_inside_another_word_is_none():
    assert features("skyrockets and drones")[:3].tolist() == [0, 0, 0]


def test_keywords_are_plain_text_and_no_pattern():
    counter = KeywordCounts(("a.c", "(", "x+"), weight=1.0)
    assert counter.transform(["abc xx ( a.c"]).toarray()[0][0] == pytest.approx(np.log1p(1))


@given(st.text())
def test_any_text_has_features(text):
    found = KeywordCounts(KEYWORDS).transform([text]).toarray()
    assert found.shape == (1, 7)
    assert np.isfinite(found).all()


def test_without_keywords_there_is_one_feature():
    assert KeywordCounts(()).transform(["Rockets hit.", ""]).toarray().tolist() == [[0.0], [0.0]]


@pytest.mark.parametrize("n", [20, 80])
def test_counting_once_gives_the_very_model_that_scikit_learn_fits(n):
    texts, answers = texts_and_answers(n)
    y = np.array(answers, dtype=int)
    usual = {"min_df": 2, "max_df": 0.6} if n >= 50 else {}
    words = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", ngram_range=(1, 2), **usual)
    features = FeatureUnion([("words", words), ("keywords", keyword_counter(KEYWORDS))])
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", solver=SOLVER, max_iter=1_000)
    bare = Pipeline([("features", features), ("regression", regression)]).fit(texts, y)

    counted = count(texts, KEYWORDS)
    ours = fit(counted, y, np.arange(n))
    served = pipeline_of(counted.terms[ours.chosen], ours.tfidf, KEYWORDS, ours.regression)
    assert np.allclose(ours.logits(counted, np.arange(n)), bare.decision_function(texts), atol=1e-9)
    assert np.allclose(served.decision_function(texts), bare.decision_function(texts), atol=1e-9)


def test_a_fold_learns_nothing_from_the_texts_outside_it():
    texts, answers = texts_and_answers(60)
    y, inside = np.array(answers, dtype=int), np.arange(54)
    changed = texts[:54] + ["Quite another text about xylophones."] * 6
    logits = [fit(count(t, KEYWORDS), y, inside).logits(count(t, KEYWORDS), inside) for t in (texts, changed)]
    assert np.allclose(*logits)


def test_texts_without_words_cannot_be_learned_from():
    with pytest.raises(TrainingRefused, match="None of the 3 answered documents holds a word"):
        count(["!", "…", "1"], KEYWORDS)


def test_texts_that_share_no_word_can_be_learned_from():
    texts = [f"word{number}" for number in range(60)]
    assert count(texts, KEYWORDS).words.shape == (60, 60)
    y = np.arange(60) % 2
    assert fit(count(texts, KEYWORDS), y, np.arange(60)).chosen.all()
