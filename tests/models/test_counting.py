import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from labeling.core.errors import TrainingRefused
from models.detecting.counting import count, count_anew
from models.detecting.cutting import MARK_SIGN, Numbers
from models.detecting.lexicon import phrases_of
from tests.models.conftest import texts_and_answers

NONE = phrases_of((), None)


def one_line(texts: list[str]) -> list[str]:
    return [text.replace(".", "").replace(";", "") for text in texts]


@pytest.mark.parametrize("n", [20, 80])
def test_words_and_pairs_are_counted_as_scikit_learn_counts_them(n):
    texts = one_line(texts_and_answers(n)[0])
    bare = CountVectorizer(ngram_range=(1, 2), min_df=2 if n >= 50 else 1)
    expected = bare.fit_transform(texts).toarray()
    counted, vocabulary = count_anew(texts, n, NONE)
    known = [term for term in vocabulary.terms if term in bare.vocabulary_]
    assert sorted(known) == sorted(bare.vocabulary_)
    ours = counted.terms.toarray()[:, [vocabulary.terms.index(term) for term in known]]
    assert np.allclose(np.exp(ours - 1) * (ours > 0), expected[:, [bare.vocabulary_[term] for term in known]])


def test_counting_again_gives_the_same_counts():
    texts, _ = texts_and_answers(60)
    first, vocabulary = count_anew(texts, 60, phrases_of(("rockets", "roadside bomb"), None))
    again = count(texts, vocabulary, Numbers(vocabulary.words))
    assert (first.terms != again.terms).nnz == 0
    assert (first.sentences != again.sentences).nnz == 0
    assert np.array_equal(first.known, again.known)


def test_a_pair_does_not_reach_over_the_end_of_a_sentence():
    _, vocabulary = count_anew(["Rockets hit. Nobody died."], 1, NONE)
    assert set(vocabulary.terms) >= {"rockets hit", "nobody died"}
    assert "hit nobody" not in vocabulary.terms


def test_a_pair_that_stands_in_no_answered_text_is_not_counted():
    texts = ["armed men"] * 2 + ["heavy rain"] * 58
    _, vocabulary = count_anew(texts, 2, NONE)
    assert "heavy" in vocabulary.terms
    assert [term for term in vocabulary.terms if " " in term] == ["armed men"]


def test_different_labels_are_counted_in_each_sentence():
    text = "Rockets hit Camp Taji. It rained."
    marks = [[(0, "WEAPON"), (8, "BASE"), (12, "BASE")], []]
    counted, _ = count_anew([text, text], 2, NONE, marks)
    assert counted.n_labels.tolist() == [2, 0, 0, 0]


def test_any_character_of_a_text_can_be_counted_answered_or_not():
    texts = [f"Rockets {MARK_SIGN} hit", f"Rain {MARK_SIGN} fell", f"Mortars {MARK_SIGN} hit"]
    counted, vocabulary = count_anew(texts, 2, NONE, [[(0, "WEAPON")], []])
    assert counted.n_labels.tolist() == [1, 0, 0]
    again = count(texts, vocabulary, Numbers(vocabulary.words))
    assert (counted.terms != again.terms).nnz == 0


def test_texts_without_words_cannot_be_learned_from():
    with pytest.raises(TrainingRefused, match="None of the 3 answered documents holds a word"):
        count_anew(["!", "…", "1", "Rockets hit."], 3, NONE)
