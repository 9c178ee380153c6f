"""Reading a text: sentences, words, features; and spans as tags."""

from hypothesis import given
from hypothesis import strategies as st

from models.spans.examples import Example, MarkedText, ReadText, as_dictionary
from models.spans.sentences import read_text
from models.spans.tags import tags_of
from tests.models.spans.conftest import NO_GAZETTEER, examples

TEXTS = st.text(st.sampled_from("ab AB.1\n\n!-’م🚀é\u0301\u200f "), max_size=60)


@given(TEXTS)
def test_every_word_is_in_one_sentence_and_stands_where_it_says(text):
    read = ReadText(text, NO_GAZETTEER)
    assert sum(read.lengths) == len(read.keys) == len(read.starts) == sum(map(len, read.lines()))
    assert list(read.starts) == sorted(read.starts)
    assert all(text[start:end].strip() for start, end in zip(read.starts, read.ends, strict=True))
    assert all(length > 0 for length in read.lengths)


def test_case_says_nothing_where_all_is_in_capitals():
    (line,) = read_text("ROCKETS HIT CAMP TAJI").lines
    assert {token.shape for token in line} == {"?"}
    assert not any(token.is_capital for token in line)
    (line,) = read_text("Rockets hit Camp Taji").lines
    assert [token.shape for token in line] == ["Xxx", "xx", "Xxx", "Xxx"]


def test_a_mark_whose_edge_is_inside_a_word_is_counted_and_not_learned_from():
    example = Example(MarkedText("a", "Rockets hit Taji.", [(0, 7, "WEAPON"), (0, 3, "WEAPON")]), NO_GAZETTEER)
    assert example.places == {"WEAPON": {(0, 1)}}
    assert example.n_off == 1


def test_of_nested_marks_the_longest_is_learned():
    text = "Iraqi army troops came."
    example = Example(MarkedText("a", text, [(0, 10, "ACTOR"), (0, 17, "ACTOR")]), NO_GAZETTEER)
    assert example.tags("ACTOR") == ["BIEOO"]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 4)), max_size=3))
def test_tags_give_back_the_places_they_were_made_from(raw):
    places, end = [], 0
    for gap, length in raw:
        places.append((end + gap, end + gap + length))
        end += gap + length
    (tags,) = tags_of(places, [end + 1])
    begun, found = 0, []
    for place, tag in enumerate(tags):
        begun = place if tag in "BS" else begun
        if tag in "ES":
            found.append((begun, place + 1))
    assert found == places


def test_the_dictionary_counts_how_often_a_phrase_was_marked_of_all_times_it_stood_there():
    first = Example(MarkedText("a", "Grad fell. The Grad rocket.", [(0, 4, "WEAPON")]), NO_GAZETTEER)
    assert as_dictionary([first], "WEAPON") == {"grad": (1, 2)}
    assert as_dictionary(examples(2), "CASUALTY") == {}
