import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.authors import author_named
from labeling.store.learned.missed_mentions import missed_mentions
from labeling.store.learned.second_looks import CHANGED, KEPT, SPAN, SecondLook, second_looks, settle_second_look
from labeling.workflow.annotate import take_operations
from labeling.workflow.load import load_documents
from labeling.workflow.suggesting.dictionary import learn_dictionary
from models.doubtful import TIED, answers_today, doubted_spans, settle_changed
from models.missed_mentions import Searcher
from tests.models.conftest import answered
from tests.operations import message

TEXT = "Later the Zubair Brigade spoke again."
START, END = TEXT.index("Zubair"), TEXT.index(" spoke")
MISSED = SecondLook(SPAN, "d9", "ACTOR", START, END)


@pytest.fixture
def missed(db):
    """Nine finished documents mark the brigade; the tenth, finished too, does not."""
    marked = [Span(START, END, "ACTOR")]
    weapon = [Span(0, 5, "WEAPON")]
    load_documents(
        db,
        [
            AnnotatedDocument(
                Document(f"d{n}", TEXT + " " * n),
                (Annotation("amal", tuple(weapon if n == 9 else marked), state="done"),),
            )
            for n in range(10)
        ],
    )
    learn_dictionary(db)
    Searcher().search(db)
    return missed_mentions(db)


def test_a_missed_mention_that_is_kept_is_not_told_again(db, missed):
    (found,) = doubted_spans(db, missed)
    assert (found.document_id, found.start, found.end, found.label) == ("d9", START, END, "ACTOR")
    settle_second_look(db, MISSED, KEPT, "amal")
    assert doubted_spans(db, missed) == []
    assert [(look.outcome, look.author) for look in second_looks(db)] == [(KEPT, "amal")]


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        (message("span.add", span_id="s9", start=START, end=END, quote=TEXT[START:END], label="ACTOR"), CHANGED),
        (message("suggestion.reject", start=START, end=END, label="ACTOR"), KEPT),
    ],
)
def test_what_became_of_a_missed_mention_in_the_article_is_written_down(db, missed, sent, outcome):
    doubted_spans(db, missed)
    settle_changed(db, "attack_report")
    assert [look.outcome for look in second_looks(db)] == [None]
    assert take_operations(db, "d9", author_named(db, "amal"), [sent]).committed
    settle_changed(db, "attack_report")
    assert [look.outcome for look in second_looks(db)] == [outcome]


def test_what_was_said_once_stays_said(db, missed):
    settle_second_look(db, MISSED, KEPT, "amal")
    settle_second_look(db, MISSED, CHANGED)
    assert [look.outcome for look in second_looks(db)] == [KEPT]


def test_the_answer_of_today_is_that_of_most_and_none_where_as_many_say_other_things(db):
    load_documents(
        db, [answered("d1", "Rockets.", amal="yes", basim="no", carim="no"), answered("d2", "Rain.", amal="no")]
    )
    load_documents(db, [answered("d3", "Drones.", amal="yes", basim="no")])
    assert answers_today(db, "attack_report") == {"d1": "no", "d2": "no", "d3": TIED}
