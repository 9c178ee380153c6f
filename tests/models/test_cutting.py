import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.detecting.cutting import MARK_SIGN, UNKNOWN, Numbers, cut


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    numbers = Numbers(growing=True)
    found, words = cut([text], numbers), list(numbers)
    n_sentences = len(found.document_of_sentence)
    return [[words[n] for n in found.words[found.sentence_of == number]] for number in range(n_sentences)]


def test_a_sentence_ends_at_its_stop_or_at_the_end_of_a_line():
    text = "Rockets hit.\nTwo were hurt! “Who did it?” he asked"
    assert sentences(text) == [["rockets", "hit"], ["two", "were", "hurt"], ["who", "did", "it"], ["he", "asked"]]


def test_the_point_of_an_abbreviation_ends_no_sentence():
    assert sentences("A U.S. base and 3.5 tons of arms.") == [["base", "and", "tons", "of", "arms"]]


def test_capitals_curly_quotes_and_accents_make_no_difference():
    plain = sentences("The militia's leader said: 'Chavez fired rockets.' Nobody knows")
    assert len(plain) == 2
    assert sentences("The militia’s leader said: ‘Chávez fired rockets.’ Nobody knows") == plain
    assert sentences("THE MILITIA'S LEADER SAID: 'CHAVEZ FIRED ROCKETS.' NOBODY KNOWS") == plain


def test_words_that_were_not_given_are_unknown_and_keep_their_place():
    found = cut(["rockets over town", "town"], Numbers(["town", "rockets"]))
    assert found.words.tolist() == [1, UNKNOWN, 0, 0]
    assert found.document_of.tolist() == [0, 0, 0, 1]


def test_a_text_without_words_has_no_sentence():
    found = cut(["", "Rockets.", "… !"], Numbers(growing=True))
    assert found.document_of_sentence.tolist() == [1]
    assert found.n_documents == 3


def test_a_mark_is_known_by_its_sentence_and_changes_no_word():
    text = "Rockets hit. A U.S. base burned.\nNobody died"
    starts = [text.index(word) for word in ("Rockets", "hit", "U.S.", "Nobody")]
    found, without = (cut([text], Numbers(growing=True), marks) for marks in ([starts], []))
    assert found.marked.tolist() == [0, 0, 1, 2]
    assert found.words.tolist() == without.words.tolist()
    assert found.sentence_of.tolist() == without.sentence_of.tolist()


def test_marks_of_several_texts_stay_in_their_texts():
    texts = ["", "Rockets hit.", "It rained. Mortars fell.", "Nothing is marked here."]
    found = cut(texts, Numbers(growing=True), [[], [0], [11]])
    assert found.document_of_sentence[found.marked].tolist() == [1, 2]
    assert found.marked.tolist() == [0, 2]


def test_a_text_that_holds_the_sign_of_a_mark_has_no_mark_by_it():
    found = cut([f"Rockets{MARK_SIGN}hit", f"a {MARK_SIGN} b"], Numbers(growing=True), [[7]])
    assert found.marked.tolist() == [0]
    assert found.words.tolist() == [0, 1]


@given(st.lists(st.text(), max_size=5))
def test_any_texts_can_be_cut(texts):
    numbers = Numbers(growing=True)
    found = cut(texts, numbers)
    assert len(found.words) == len(found.sentence_of) == len(found.document_of)
    assert (np.diff(found.sentence_of) >= 0).all()
    assert found.document_of_sentence[found.sentence_of].tolist() == found.document_of.tolist()
    again = cut(texts, Numbers(list(numbers)))
    assert again.words.tolist() == found.words.tolist()
