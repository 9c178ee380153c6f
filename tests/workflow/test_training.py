import pytest

from labeling.core.errors import NotAllowed, RoundRefused
from labeling.core.span import Span
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.rounds import round_named
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.blindness import is_blind_to
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan, outline
from labeling.workflow.rounds.rounds import start_round
from labeling.workflow.suggesting.dictionary import learn_dictionary
from labeling.workflow.training import result_of, results_of, scores_by_person
from tests.operations import added, message

TEXT = "Rockets hit Camp Taji."
BASE, WEAPON = Span(12, 21, "BASE"), Span(0, 7, "WEAPON")


@pytest.fixture
def trained(db, add, amal):
    """A training round of t1 for Amal and Noor; t2 has no gold."""
    add(t1=TEXT, t2=TEXT + " Twice.")
    with write(db):
        noor, gold = add_author(db, "Noor"), add_author(db, "gold", "gold")
    answer = message("answer.set", question="attack_report", value="yes")
    take_operations(db, "t1", gold, [added(TEXT, BASE), added(TEXT, WEAPON), answer, message("work.submit")])
    plan = Plan("Start", ("Amal", "Noor"), n_coders=2, kind="training", is_blind=False)
    assert list(outline(db, plan).needs) == ["t1"]
    start_round(db, None, plan)
    return noor


def test_only_documents_with_gold_are_for_training(db, trained, add):
    add(t3="A feast.")
    with pytest.raises(RoundRefused, match="'t3' has no finished gold layer"):
        start_round(db, None, Plan("More", ("Amal",), Choice(ids=("t3",)), kind="training"))


def test_gold_is_seen_after_submitting_and_not_before_nor_by_what_was_learned_from_it(db, trained, amal):
    learn_dictionary(db)
    assert is_blind_to(db, amal, "t1")
    assert [one for one in open_document(db, "t1", amal).suggestions if one.source == "dictionary"] == []
    take_operations(db, "t1", amal, [added(TEXT, BASE)])
    with pytest.raises(NotAllowed, match="after you have submitted it"):
        result_of(db, amal, "t1")
    take_operations(db, "t1", amal, [message("work.submit")])
    found = result_of(db, amal, "t1").comparison
    assert [(one.kind, one.gold) for one in found.differences] == [("missing", WEAPON)]
    assert found.answers == {"attack_report": (None, "yes")}
    with pytest.raises(NotAllowed):
        result_of(db, trained, "t1")


def test_what_is_mended_after_gold_was_seen_counts_for_nothing(db, trained, amal):
    take_operations(db, "t1", amal, [message("work.submit")])
    take_operations(db, "t1", amal, [added(TEXT, BASE), added(TEXT, WEAPON), message("work.submit")])
    (result,) = results_of(db, amal)
    assert (result.round_name, result.document_id, result.comparison.score.exact_f1) == ("Start", "t1", 0)
    rows = list(scores_by_person(db, round_named(db, "Start")))
    assert [(name, n, score.n_gold, score.n_exact) for name, n, score in rows] == [("Amal", 1, 2, 0), ("Noor", 0, 0, 0)]
