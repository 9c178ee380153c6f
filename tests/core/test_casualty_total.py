"""How many people one document reports killed and hurt."""

import pytest

from labeling.core.casualty import total
from tests.annotated import annotated


def totals(marked: str, *attributes: dict) -> dict:
    text, spans = annotated(marked)
    told = [*attributes, *({} for _ in spans[len(attributes) :])]
    return total(text, [(span.start, span.end, one) for span, one in zip(spans, told, strict=True)])


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Rockets killed [three soldiers|CASUALTY], including [two Americans|CASUALTY].", {"killed": (3, 3)}),
        ("The bomb killed [two|CASUALTY] and wounded [12|CASUALTY].", {"killed": (2, 2), "wounded": (12, 12)}),
        ("[Five|CASUALTY] were killed. Later [at least two guards|CASUALTY] died.", {"killed": (7, None)}),
        ("[Two soldiers|CASUALTY] died. [The two soldiers|CASUALTY] were killed at noon.", {"killed": (2, 2)}),
        ("[Two|CASUALTY] killed at Taji\n\nA rocket killed [two soldiers|CASUALTY].", {"killed": (2, 2)}),
        ("[No casualties|CASUALTY] were reported. [No one|CASUALTY] was hurt.", {"none": (0, 0)}),
        ("[No one|CASUALTY] was killed, but [a cook|CASUALTY] was hurt.", {"wounded": (1, 1)}),
        ("The attack caused [casualties|CASUALTY].", {"unspecified": (1, None)}),
        ("[Iraqi soldiers|CASUALTY] were killed.", {"killed": (1, None)}),
        ("[Nine men|CASUALTY] were killed. The death toll rose to [14|CASUALTY].", {"killed": (14, 14)}),
        ("[Three rockets|CASUALTY] were fired.", {}),
        ("Nothing was marked.", {}),
    ],
)
def test_a_document_adds_up_to_what_it_says(marked, expected):
    assert totals(marked) == expected


def test_what_the_annotator_set_goes_before_what_is_proposed():
    marked = "The bomb killed [two|CASUALTY] people."
    assert totals(marked, {"outcome": "wounded"}) == {"wounded": (2, 2)}
    assert totals(marked, {"min": 3, "max": 4}) == {"killed": (3, 4)}
    assert totals(marked, {"min": 3}) == {"killed": (3, None)}
    assert totals(marked, {"max": 5}) == {"killed": (1, 5)}


@pytest.mark.parametrize("event", ["background", "retaliation", "threat"])
def test_only_the_focus_event_is_counted(event):
    marked = "There were [no casualties|CASUALTY]. In May a rocket killed [two|CASUALTY]."
    assert totals(marked, {}, {"event": event}) == {"none": (0, 0)}
    assert totals(marked, {"event": "focus"}, {"event": event}) == {"none": (0, 0)}


def test_a_mark_without_any_verb_counts_where_the_annotator_gave_its_outcome():
    marked = "[Three soldiers|CASUALTY] stood at the gate."
    assert totals(marked) == {}
    assert totals(marked, {"outcome": "killed", "min": 3, "max": 3}) == {"killed": (3, 3)}
    assert totals(marked, {"outcome": "killed"}) == {"killed": (1, None)}
