"""The gazetteer and the dictionary propose; offsets are those of the true text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.core.errors import GazetteerError
from labeling.core.layer import Layer
from labeling.core.span import Span
from labeling.core.suggesting.dictionary import Count, Dictionary
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.core.suggesting.phrases import longest
from labeling.core.suggesting.suggesting import suggest
from labeling.core.suggesting.suggestion import Cover, Suggestion, open_suggestions
from labeling.core.words import key_of, words_of
from tests.annotated import annotated

LABELS = ("ACTOR", "WEAPON", "BASE", "CASUALTY")
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
GAZETTEER = read_gazetteer((SEEDS / "gazetteer.toml").read_text("utf-8"), where="seeds", labels=LABELS)
NOTHING = Dictionary({})


def quotes(text: str, dictionary: Dictionary = NOTHING) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.label) for s in suggest(text, GAZETTEER, dictionary, LABELS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen fired at [Camp Taji|BASE] north of the capital.",
        "A dozen [Katyusha rockets|WEAPON] fell short.",
        "[Iraqi and US troops|ACTOR] were inside.",
        "The blast shook [Harir military base|BASE] at night.",
        "[Iran-backed Shiite militias|ACTOR] denied it.",
        "[KATYUSHA ROCKETS|WEAPON] HIT [CAMP TAJI|BASE] AND LET US GO.",
        "Officials at [Camp  Taji|BASE]\nspoke of [kataib hezbollah|ACTOR].",
    ],
)
def test_names_and_nouns_with_what_stands_before_them_are_proposed(sentence):
    text, spans = annotated(sentence)
    expected = [(text[span.start : span.end], span.label) for span in spans]
    assert [found for found in quotes(text) if found in expected] == expected


def test_an_abbreviation_in_capitals_is_not_the_small_word():
    assert key_of("US") != key_of("us")
    assert key_of("U.S.") == key_of("US")
    assert quotes("They told us forces of nature decide.") == []


def test_what_people_mark_is_proposed_and_what_they_seldom_mark_is_not():
    marked = Dictionary({("desert wing", "ACTOR"): Count(2, 3), ("gate", "BASE"): Count(1, 3)})
    assert quotes("The Desert Wing left by the gate.", marked) == [("Desert Wing", "ACTOR")]


def test_a_name_of_the_gazetteer_that_people_pass_over_is_proposed_no_more():
    text = "Smoke rose over Taji."
    assert quotes(text) == [("Taji", "BASE")]
    assert quotes(text, Dictionary({("taji", "BASE"): Count(1, 2)})) == [("Taji", "BASE")]
    assert quotes(text, Dictionary({("taji", "BASE"): Count(1, 3)})) == []


def test_a_short_or_numeric_phrase_needs_more_than_one_sighting():
    assert not Dictionary({("12", "CASUALTY"): Count(1, 1)}).offers("12", "CASUALTY")
    assert Dictionary({("12", "CASUALTY"): Count(3, 4)}).offers("12", "CASUALTY")


def test_phrases_do_not_run_over_an_empty_line():
    assert quotes("He left Camp\n\nTaji is a town.") == [("Taji", "BASE")]


def test_only_what_is_left_to_judge_stays_open():
    found = [
        Suggestion(0, 9, "BASE"),
        Suggestion(0, 9, "ACTOR"),
        Suggestion(20, 24, "BASE"),
        Suggestion(30, 34, "BASE"),
    ]
    spans = {"s1": Span(5, 9, "BASE"), "s2": Span(20, 24, "ACTOR")}
    layer = Layer(spans=spans, rejected={(30, 34, "BASE")})
    assert open_suggestions(found, layer) == [Suggestion(0, 9, "ACTOR")]


PIECES = st.sampled_from(
    [
        "Camp Taji",
        "US",
        "troops",
        " ",
        "’",
        "\r\n",
        "\n\n",
        "al-",
        "Balad",
        "airbase",
        "😀",
        "İ",
        "ß",
        "é",
        "U.S.",
        "and",
        "–",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30))
def test_proposals_lie_in_any_text_on_whole_words(pieces):
    text = "".join(pieces)
    words = words_of(text)
    starts, ends = set(words.starts), set(words.ends)
    found = suggest(text, GAZETTEER, NOTHING, LABELS)
    assert found == sorted(found)
    for one in found:
        assert one.start in starts
        assert one.end in ends
        assert 0 <= one.score <= 1


CASES = {
    "unknown-label.toml": "line 3: the scheme has no label 'WEAPN'. Did you mean 'WEAPON'?",
    "empty-alias.toml": "line 4: aliases holds ''",
    "alias-conflict.toml": "line 9: 'Taji' is a name of Camp Taji (BASE) already",
}


@pytest.mark.parametrize(("name", "message"), CASES.items())
def test_a_bad_gazetteer_is_refused_with_its_line(shared, name, message):
    toml = (shared / "bad-inputs" / "gazetteer" / name).read_text("utf-8")
    with pytest.raises(GazetteerError, match=r"^file\.toml, ") as refused:
        read_gazetteer(toml, where="file.toml", labels=LABELS)
    assert message in str(refused.value)


def test_an_alias_is_plain_text_and_no_pattern(shared):
    toml = (shared / "bad-inputs" / "gazetteer" / "regex-alias.toml").read_text("utf-8")
    gazetteer = read_gazetteer(toml, where="file.toml", labels=LABELS)
    text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! (a+)+$"
    assert [(s.start, s.end) for s in suggest(text, gazetteer, NOTHING, LABELS)] == [(38, 44)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=25))
def test_of_overlapping_places_the_longest_stay_and_no_two_overlap(pairs):
    places = [(start, start + length) for start, length in pairs]
    kept = longest(places)
    assert all(before[1] <= after[0] for before, after in pairwise(kept))
    for start, end in places:
        crossing = [place for place in kept if place[0] < end and start < place[1]]
        assert crossing
        assert max(until - begin for begin, until in crossing) >= end - start


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=15), st.integers(0, 45), st.integers(1, 5))
def test_a_cover_tells_what_shares_a_character(pairs, start, length):
    spans = [Span(begin, begin + n, "BASE") for begin, n in pairs]
    expected = any(span.start < start + length and start < span.end for span in spans)
    assert Cover(spans).touches(start, start + length) == expected
