"""The team's choice how often a suggestion must be right to be shown."""

import pytest

from labeling.core.document import Document
from labeling.core.errors import NotAllowed, SettingRefused
from labeling.store.authors import Author
from labeling.store.database import write
from labeling.store.documents import document
from labeling.store.learned.models import add_model_version
from labeling.store.learned.readings import KIND, write_reading
from labeling.store.schemes import current_scheme
from labeling.workflow.suggesting.precision import Shown, change_precision, choices, precision
from labeling.workflow.suggesting.suggestions import suggestions

SHOWN = {"0.5": (40, 24), "0.6": (30, 20), "0.7": (20, 15), "0.8": (10, 9), "0.9": (0, 0)}
ROW = {
    "n_spans": 50,
    "shown_from": {"0.5": 0.3, "0.6": 0.45, "0.7": 0.6, "0.8": 0.7, "0.9": None},
    "shown": SHOWN,
}


def metrics(*labels: str) -> dict:
    return {"n": 20, "model_labels": list(labels), "labels": {"ACTOR": ROW, "BASE": ROW}}


@pytest.fixture
def read(db, add):
    """A document that a version has read, with a span of each score from .35 to .75."""
    add(one="Alpha Bravo Charlie Delta Echo.")
    number = add_model_version(db, kind=KIND, artifact=b"", metrics=metrics("ACTOR"), settings={}, trained_on="")
    spans = [(0, 5, "ACTOR", 0.35), (6, 11, "ACTOR", 0.5), (12, 19, "ACTOR", 0.65), (20, 25, "ACTOR", 0.75)]
    write_reading(db, "one", number, spans)

    def shown() -> list[str]:
        found: Document = document(db, "one")
        return [found.text[one.start : one.end] for one in suggestions(db, found, current_scheme(db), [])]

    return shown


def test_what_is_shown_follows_the_choice_at_once(db, read):
    assert (precision(db), read()) == (0.6, ["Bravo", "Charlie", "Delta"])
    for wanted, words in ((0.5, 4), (0.7, 2), (0.8, 1), (0.9, 0)):
        change_precision(db, wanted, None)
        assert (precision(db), len(read())) == (wanted, words)


def test_only_who_leads_may_choose_and_only_what_is_measured(db, amal):
    change_precision(db, 0.8, amal)  # alone on one's own machine
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    with pytest.raises(NotAllowed):
        change_precision(db, 0.5, Author(amal.id, amal.name, "person", "annotator"))
    with pytest.raises(SettingRefused, match=r"0\.75.* among 0\.5, 0\.6, 0\.7, 0\.8, 0\.9"):
        change_precision(db, 0.75, None)
    assert precision(db) == 0.8


def test_each_choice_tells_what_it_shows_of_the_labels_that_are_suggested():
    assert choices(metrics("ACTOR", "BASE"))[1] == Shown(0.6, n_shown=60, n_right=40, n_marked=100)
    assert choices(metrics("BASE"))[4] == Shown(0.9, 0, 0, 50)
    assert choices(metrics()) == []
    assert choices({"model_labels": ["A"], "labels": {"A": {"n_spans": 1}}}) == []  # of a version from before
