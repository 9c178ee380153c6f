"""Which spans are suggested, with which borders."""

import json

import pytest

from labeling.core.casualty import LABEL, find_casualties
from tests.annotated import annotated

ARTICLES = "seeds/articles.jsonl"


@pytest.mark.parametrize(
    "marked",
    [
        "Rockets killed [three soldiers|CASUALTY], including [two Americans|CASUALTY].",
        "[At least two Iraqi soldiers|CASUALTY] were injured near the runway.",
        "The blast killed [two|CASUALTY] and wounded [12|CASUALTY].",
        "Mortars injured [four members of Iraq's air force|CASUALTY] at Balad.",
        "There were [no casualties|CASUALTY], and [no one|CASUALTY] was hurt at the gate.",
        "There were [no immediate reports of casualties|CASUALTY].",
        "The rocket exploded [without causing casualties|CASUALTY].",
        "A drone killed an [American contractor|CASUALTY] on Friday.",
        "The barrage left [3|CASUALTY] dead and [7|CASUALTY] injured.",
        "Suicide bombing at the academy, [dozens|CASUALTY] hurt",
        "Shelling killed [all 19 people on board|CASUALTY].",
        "[Two beekeepers|CASUALTY] were wounded by a mine.",
        "The strike killed General [Karim Haddad|CASUALTY] in his car.",
        "It killed Colonel [Omar Haddad|CASUALTY] and deputy head of the northern command [Sami al-Nuri|CASUALTY].",
        "It killed Colonel [Omar Haddad|CASUALTY] and the minister Sami Nuri flew home.",
        "The blast wounded [a number of pilots and Iraqi mechanics|CASUALTY] in a hangar.",
        "The blast wounded [six soldiers|CASUALTY] and police said so.",
        "KILLING [FOUR SOLDIERS|CASUALTY] AND WOUNDING [NINE OTHERS|CASUALTY], GUERRILLAS TOOK THE POST.",
        "“[Fourteen of the wounded|CASUALTY] have died,” the doctor said.",
    ],
)
def test_a_count_of_people_killed_or_hurt_is_suggested_with_these_borders(marked):
    text, spans = annotated(marked)
    assert [text[start:end] for start, end in find_casualties(text)] == [span.quote(text) for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "More than a dozen rockets were fired at the base.",
        "Two armed drones were shot down over Erbil.",
        "The base hosts 5,200 US troops, a spokesman said.",
        "Three gunmen fled in a lorry.",
        "Six vehicles were burned and two cows were killed.",
        "A 14-year-old rocket was found on 5 May at 10:30.",
        "They threatened to kill 40 Americans.",
        "It was not clear whether there were any casualties.",
        "There was no word on casualties.",
        "A spokesman said that the attack caused casualties.",
        "On May 5 killed and wounded were exchanged.",
        "In 2019 the wounded were flown out within 12 hours.",
    ],
)
def test_counts_of_other_things_and_people_unharmed_are_not_suggested(text):
    assert [text[start:end] for start, end in find_casualties(text)] == []


def scores(documents: list[dict]) -> tuple[float, float]:
    """Precision of suggestions that match a span exactly, recall of spans that a suggestion overlaps."""
    exact = suggested = met = marked = 0
    for document in documents:
        spans = {(span["start"], span["end"]) for span in document["spans"] if span["label"] == LABEL}
        found = find_casualties(document["text"])
        exact, suggested, marked = exact + len(spans & set(found)), suggested + len(found), marked + len(spans)
        met += sum(any(start < e and s < end for s, e in found) for start, end in spans)
    return exact / suggested, met / marked


def read(path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_nine_of_ten_suggestions_in_the_sample_articles_match_a_span_and_nine_of_ten_spans_are_met(pytestconfig):
    documents = [one for one in read(pytestconfig.rootpath / ARTICLES) if one.get("spans")]
    precision, recall = scores(documents)
    assert precision >= 0.9
    assert recall >= 0.85


def test_nine_of_ten_suggestions_in_the_marked_reports_match_a_span_and_as_many_spans_are_met(shared):
    precision, recall = scores(read(shared / "seeds" / "gold.jsonl"))
    assert precision >= 0.9
    assert recall >= 0.85
