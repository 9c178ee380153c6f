import pytest
from sqlite_utils.utils import sqlite3

from labeling.core.errors import AdjudicationRefused, NotAllowed
from labeling.store.adjudications import adjudications_of, batches
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.projection import stored_layer
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.keeping.status import check
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import start_round
from labeling.workflow.settling.accept_agreed import accept_agreed, new_batch, undo_batch
from labeling.workflow.settling.adjudicate import check_may_settle, open_settling, settle
from labeling.workflow.settling.next_to_settle import changed_since, next_to_settle, progress
from tests.annotated import annotated
from tests.operations import added, message

BOTH, AGREED = annotated("Rockets hit [Camp Taji|BASE].")


def code(db, name, marked, *, document_id="d1", answer="yes", submit=True):
    """Somebody marks a document and submits it."""
    with write(db):
        author = add_author(db, name)
    text, spans = annotated(marked)
    operations = [added(text, span) for span in spans]
    operations.append(message("answer.set", question="attack_report", value=answer))
    operations += [message("work.submit")] * submit
    outcome = take_operations(db, document_id, author, operations)
    assert outcome.refused == []
    return author


@pytest.fixture
def coded(db, add):
    """Two people differ in d1 (Amal alone marks the rockets) and agree on d2; Zoe settles."""
    add(d1=BOTH, d2=BOTH, d3=BOTH)
    code(db, "Amal", "[Rockets|WEAPON] hit [Camp Taji|BASE].")
    code(db, "Bea", "Rockets hit [Camp Taji|BASE].")
    for name in ("Amal", "Bea"):
        code(db, name, "Rockets hit [Camp Taji|BASE].", document_id="d2")
    with write(db):
        return add_author(db, "Zoe")


def gold_layer(db, document_id="d1"):
    return stored_layer(db, document_id, author_named(db, "gold").id)


def taken(**more):
    text, spans = annotated("[Rockets|WEAPON] hit Camp Taji.")
    chosen = {"difference": "0-7-WEAPON", "choice": "take", "coders": ["Amal"], "reason": "the guide says so"}
    return added(text, spans[0], origin="adjudication", **more) | {"from": chosen}


def test_a_decision_becomes_an_operation_of_gold_that_says_who_and_why(db, coded):
    opened = open_settling(db, "d1", coded)
    assert [(one.kind, one.key) for one in opened.comparison.differences] == [("only", "0-7-WEAPON")]
    assert opened.comparison.n_open(opened.gold) == 1
    operation = taken()
    outcome = settle(db, "d1", coded, [operation], version=opened.version)
    assert (outcome.refused, len(outcome.committed)) == ([], 1)
    ((who, decision),) = adjudications_of(db, "d1").values()
    assert (who, decision.choice, decision.coders, decision.reason) == ("Zoe", "take", ("Amal",), "the guide says so")
    assert settle(db, "d1", coded, [operation]).committed == outcome.committed, "sent again it changes nothing"
    assert len(adjudications_of(db, "d1")) == 1
    opened = open_settling(db, "d1", coded)
    assert opened.comparison.n_open(opened.gold) == 0
    settle(db, "d1", coded, [message("group.undo", target=operation["group_id"])])
    assert gold_layer(db).spans == {}
    settle(db, "d1", coded, [message("group.redo", target=operation["group_id"])])
    assert [span.label for span in gold_layer(db).spans.values()] == ["WEAPON"]
    assert author_named(db, "gold").kind == "gold"
    assert check(db).faults == []


def test_who_settled_what_is_never_changed_nor_deleted(db, coded):
    settle(db, "d1", coded, [taken()])
    for statement in ("UPDATE adjudications SET reason = 'other'", "DELETE FROM adjudications"):
        with pytest.raises(sqlite3.DatabaseError, match="adjudications"), write(db):
            db.execute(statement)


def test_a_decision_that_says_nonsense_is_refused_and_the_others_are_taken(db, coded):
    wrong = [taken() | {"from": said} for said in ("x", {"choice": "guess"}, {"coders": "Amal"}, {"seen": {"a": 1}})]
    wrong += [taken() | {"from": {"reason": "x" * 1001}}, taken() | {"from": {"other": 1}}, 7]
    outcome = settle(db, "d1", coded, [*wrong, taken()])
    assert (len(outcome.refused), len(outcome.committed)) == (7, 1)


def test_two_adjudicators_add_to_the_same_gold_and_hear_of_each_other(db, coded):
    with write(db):
        other = add_author(db, "Yun")
    settle(db, "d1", coded, [taken()])
    outcome = settle(db, "d1", other, [message("answer.set", question="attack_report", value="yes")], version=0)
    assert [operation.kind for operation in outcome.missed] == ["span.add"]
    again = settle(db, "d1", other, [taken()], version=outcome.version)
    assert "marked WEAPON already" in again.refused[0][1]
    assert [who for who, _ in adjudications_of(db, "d1").values()] == ["Zoe", "Yun"]


def test_nobody_settles_only_their_own_and_nothing_before_all_are_done(db, coded):
    amal = author_named(db, "Amal")
    check_may_settle(db, "d1", amal)  # somebody else coded it too
    with pytest.raises(AdjudicationRefused, match="Nobody has finished"):
        check_may_settle(db, "d3", coded)
    code(db, "Amal", "Rockets hit Camp Taji.", document_id="d3")
    with pytest.raises(AdjudicationRefused, match="their own work alone"):
        settle(db, "d3", amal, [message("work.submit")])
    check_may_settle(db, "d3", coded)
    start_round(db, None, Plan("First", ("Amal", "Bea"), Choice(ids=("d3",), also_read=True), n_coders=2))
    with pytest.raises(AdjudicationRefused, match="still coding"):
        open_settling(db, "d3", coded)
    with pytest.raises(NotAllowed, match="blind round that you take part in"):
        open_settling(db, "d3", amal)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x' WHERE name = 'Zoe'")
    with pytest.raises(Exception, match="needs the role adjudicator"):
        open_settling(db, "d1", coded)


def test_a_person_called_gold_is_told_apart(db, coded):
    with write(db):
        add_author(db, "gold")
    with pytest.raises(AdjudicationRefused, match="Somebody here is called"):
        settle(db, "d1", coded, [taken()])


def test_what_is_next_comes_with_counts_and_a_change_afterwards_brings_it_back(db, coded):
    assert [(one.id, one.n_differences, one.n_agreed) for one in next_to_settle(db, coded)] == [
        ("d1", 1, 1), ("d2", 0, 1),
    ]  # fmt: skip
    settle(db, "d2", coded, [message("work.submit")])
    settle(db, "d1", coded, [taken(), message("work.submit")])
    told = progress(db, coded)
    assert (told.n_documents, told.n_done, told.n_done_today) == (2, 2, 2)
    assert next_to_settle(db, coded) == []
    bea = author_named(db, "Bea")
    take_operations(db, "d1", bea, [message("work.submit")])
    assert changed_since(db) == [], "submitting again is no change"
    take_operations(db, "d1", bea, [message("answer.set", question="attack_report", value="no")])
    assert [one.id for one in next_to_settle(db, coded)] == ["d1"]
    assert open_settling(db, "d1", coded).is_changed
    code(db, "Cleo", "[Rockets|WEAPON] hit Camp Taji.", document_id="d2")
    assert changed_since(db) == ["d1", "d2"], "another coder is a change too"


def test_what_all_agree_on_is_accepted_at_once_and_taken_back_at_once(db, coded):
    accepted = accept_agreed(db, coded, submit=True)
    assert (accepted.n_documents, accepted.n_spans, accepted.n_answers) == (2, 2, 2)
    assert (accepted.n_submitted, accepted.n_left) == (1, 1)
    assert (gold_layer(db, "d1").state, gold_layer(db, "d2").state) == ("open", "done")
    assert [span.place for span in gold_layer(db, "d2").spans.values()] == [AGREED[0].place]
    assert changed_since(db) == []
    assert accept_agreed(db, coded, submit=True).n_documents == 0, "begun documents are left alone"
    (batch,) = batches(db, limit=5)
    assert (batch.id, batch.n_documents, batch.by) == (accepted.batch, 2, "Zoe")
    assert undo_batch(db, coded, accepted.batch) == 2
    assert [gold_layer(db, one).spans for one in ("d1", "d2")] == [{}, {}]
    assert gold_layer(db, "d2").state == "open"
    assert batches(db, limit=5) == []
    assert undo_batch(db, coded, accepted.batch) == 0
    assert accept_agreed(db, coded).n_documents == 2, "and again"
    assert accept_agreed(db, coded, document_ids=["d9"]).n_documents == 0
    with pytest.raises(AdjudicationRefused, match="Nothing was accepted"):
        undo_batch(db, coded, "batch-none")
    assert check(db).faults == []


def test_what_is_stopped_between_two_documents_stands_as_one_batch_and_is_taken_back_at_once(db, coded):
    def stop(n: int, n_all: int) -> None:
        if n == 1:
            raise KeyboardInterrupt

    batch = new_batch()
    with pytest.raises(KeyboardInterrupt):
        accept_agreed(db, coded, batch=batch, submit=True, progress=stop)
    assert [(one.id, one.n_documents) for one in batches(db, limit=5)] == [(batch, 1)]
    assert (len(gold_layer(db, "d1").spans), gold_layer(db, "d2").spans) == (1, {})
    assert accept_agreed(db, coded, submit=True).n_documents == 1  # it goes on with the other one
    assert undo_batch(db, coded, batch) == 1
    assert (gold_layer(db, "d1").spans, len(gold_layer(db, "d2").spans)) == ({}, 1)
    assert check(db).faults == []


def test_a_batch_is_taken_back_even_where_a_coder_took_the_work_back(db, coded):
    accepted = accept_agreed(db, coded, submit=True)
    for name in ("Amal", "Bea"):
        take_operations(db, "d2", author_named(db, name), [message("work.reopen")])
    assert undo_batch(db, coded, accepted.batch) == 2


def test_a_merge_takes_decisions_along_with_their_operations(db, coded, make):
    settle(db, "d1", coded, [taken(), message("work.submit")])
    other = make("other", d1=BOTH)
    code(other, "Bea", BOTH)
    for _ in range(2):
        merge_project(other, db.opened_file[0])
        assert [(who, one.choice, one.reason) for who, one in adjudications_of(other, "d1").values()] == [
            ("Zoe", "take", "the guide says so"), ("Zoe", None, None),
        ]  # fmt: skip
    assert changed_since(other) == ["d1"], "Bea's work here was not seen there"
    assert check(other).faults == []
