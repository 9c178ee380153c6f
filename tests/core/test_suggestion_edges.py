"""Before anybody marked anything: each sentence is suggested as it is marked here, and nothing else."""

from pathlib import Path

import pytest

from labeling.core.suggesting.dictionary import Dictionary
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.core.suggesting.suggesting import suggest
from tests.annotated import annotated

LABELS = ("ACTOR", "WEAPON", "BASE", "CASUALTY")
TOML = Path(__file__).resolve().parents[2] / "seeds" / "gazetteer.toml"
GAZETTEER = read_gazetteer(TOML.read_text("utf-8"), where="seeds", labels=LABELS)


def expect(marked: str) -> None:
    text, spans = annotated(marked)
    found = suggest(text, GAZETTEER, Dictionary({}), LABELS)
    assert {(text[s.start : s.end], s.place) for s in found} == {(s.quote(text), s.place) for s in spans}


@pytest.mark.parametrize(
    "marked",
    [
        "Latest Base Fire Kills Cat",
        "Same Base was named twice, and Previous Camp never.",
        "Crews reached Another Airfield.",
        "Another [US base|BASE] burned, the second [US base|BASE] since May.",
        "Other [Iraqi troops|ACTOR] came, and the same [coalition forces|ACTOR] left.",
        "Sunday's army parade was dull, and its army had gone.",
    ],
)
def test_what_only_points_or_orders_is_no_part_of_a_mark(marked):
    expect(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Wagons Slam Into [Iraqi Base|BASE]",
        "Lorry Leaves [Harir Airbase|BASE]\n\nA lorry came from [Harir airbase|BASE] on Sunday.",
        "Militant camps were named. No militant stayed.",
        "Harvest base closed early; the harvest was good.",
        "[Harir airbase|BASE] was calm.",
    ],
)
def test_a_capital_in_a_headline_or_at_the_head_of_a_sentence_makes_no_name_by_itself(marked):
    expect(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "A [US military base|BASE] and a US military statement.",
        "The Iraqi army spokesman spoke before the [Iraqi army|ACTOR] did.",
        "The Iraqi military and intelligence officials met the [Iraqi army|ACTOR] and [security forces|ACTOR].",
        "[Iraqi police|ACTOR] say that a Turkish government building burned.",
        "The [Iraqi Army|ACTOR] Thursday denied it.",
    ],
)
def test_a_force_that_only_says_of_which_kind_a_noun_is_is_none(marked):
    expect(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "A Taliban-held valley with a counter-drone system.",
        "Posts of [anti-Taliban fighters|ACTOR] and [Saudi-backed forces|ACTOR].",
        "[Turkish-made drones|WEAPON] fell; so did heavily-armed [militants|ACTOR] and so-called [militias|ACTOR].",
        "[US-Iraqi forces|ACTOR] met [al-Hashd al-Shaabi|ACTOR].",
    ],
)
def test_a_hyphen_ties_words_to_one(marked):
    expect(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Jordan's army|ACTOR] came; the country's army had gone.",
        "Guards of [Camp Taji|BASE]: [Camp Taji|BASE]'s guards.",
        "[PKK fighters|ACTOR] met [Kataib Hezbollah (KH) militia|ACTOR] and the [Islamic State|ACTOR] group.",
        "[British, French and Dutch troops|ACTOR] left; the [Iraqi army|ACTOR] and [US forces|ACTOR] stayed.",
        "[Kataib Hezbollah|ACTOR] and allied [Iran-backed militias|ACTOR] came.",
        "[Kataib Hezbollah|ACTOR], an influential Iraqi militia, was silent.",
        "[Rockets|WEAPON], a [missile|WEAPON] and a [drone|WEAPON] fell.",
        "The [US Embassy|BASE] in Baghdad and [H-3 airbase|BASE] were dark.",
        "An [American drone|WEAPON] came after the U.S. [drone|WEAPON] strike.",
    ],
)
def test_owners_names_and_lists_belong_to_a_mark_and_what_explains_a_name_is_none(marked):
    expect(marked)


def test_a_short_form_that_the_text_explains_is_found_wherever_it_stands():
    expect("Ali of the [Iraqi Resistance|ACTOR] ([IRE|ACTOR]) spoke. The [IRE|ACTOR] denied it, as IR did.")


def test_a_town_that_shares_its_name_with_a_camp_is_not_the_camp():
    expect("TAJI (Reuters) - In the village of Taji and in Taji district they heard it. [Taji|BASE] was hit.")


def test_a_word_in_capitals_is_no_abbreviation_where_all_is_in_capitals():
    expect("LET US GO TO [CAMP TAJI|BASE].")


def test_a_long_run_of_kinds_takes_no_time_of_its_square():
    found = suggest("military " * 20_000, GAZETTEER, Dictionary({}), LABELS)
    assert found == sorted(found)
