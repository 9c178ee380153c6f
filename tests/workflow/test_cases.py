"""The question board: asked, answered, ruled, taken over into the guidelines."""

import pytest

from labeling.core.errors import CaseRefused, NotAllowed, QuoteMismatch, UnknownDocument
from labeling.core.guidance.comment import Place
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.guidelines import current_guideline
from labeling.workflow.guidance import cases
from labeling.workflow.guidance.comments import add_comment
from labeling.workflow.guidance.guidelines import change_guideline
from labeling.workflow.keeping.merge import merge_project

TEXT = "Rockets hit Taji."


@pytest.fixture
def noor(db, amal, add):
    add(d1=TEXT)
    with write(db):
        return add_author(db, "Noor")


def test_a_case_is_asked_answered_settled_and_taken_into_the_guidelines(db, amal, noor):
    case = cases.ask(db, amal, " Town or camp? ", "It only says Taji.", document_id="d1", place=Place(12, 16, "Taji"))
    assert (case.title, case.quote, case.waits, case.ruling) == ("Town or camp?", "Taji", True, None)
    case = cases.answer(db, noor, case.id, "The camp, I think.")
    assert (case.waits, case.ruling) == (False, None)
    assert cases.answer(db, amal, case.id, "Why?").waits
    case = cases.rule(db, noor, case.id, "The camp, where the army speaks.")
    assert (case.ruling.text, case.waits, case.guideline_id) == ("The camp, where the army speaks.", False, None)
    made = change_guideline(db, noor, current_guideline(db).text + "\nTaji.\n", note="Taji")
    assert cases.taken_over(db, noor, case.id, made.id).guideline_id == made.id
    case = cases.reopen(db, amal, case.id, "And of the police?")
    assert (case.ruling, case.guideline_id, case.waits) == (None, None, True)
    assert cases.visible_cases(db, noor) == [case]


def test_a_case_can_be_made_of_a_comment(db, amal, noor):
    add_comment(db, amal, "d1", {"id": "c", "text": "Which?", "start": 12, "end": 16, "quote": "Taji"})
    place, said = cases.thread_to_ask_about(db, noor, "d1", "c")
    assert (place, said) == (Place(12, 16, "Taji"), "Which?")
    with pytest.raises(CaseRefused, match="no such comment"):
        cases.thread_to_ask_about(db, noor, "d1", "nowhere")


def test_what_cannot_be_kept_is_refused_in_a_sentence(db, amal, noor):
    case = cases.ask(db, amal, "Which?", "")
    refused = {
        CaseRefused: [
            lambda: cases.ask(db, amal, " ", ""),
            lambda: cases.ask(db, amal, "x" * 151, ""),
            lambda: cases.ask(db, amal, "x", "a\0b"),
            lambda: cases.answer(db, amal, "nowhere", "x"),
            lambda: cases.answer(db, amal, case.id, ""),
            lambda: cases.reopen(db, amal, case.id, "It is open."),
            lambda: cases.taken_over(db, amal, case.id, current_guideline(db).id),
        ],
        UnknownDocument: [lambda: cases.ask(db, amal, "x", "", document_id="nowhere")],
        QuoteMismatch: [lambda: cases.ask(db, amal, "x", "", document_id="d1", place=Place(0, 2, "Ta"))],
    }
    for error, tries in refused.items():
        for attempt in tries:
            with pytest.raises(error):
                attempt()
    assert cases.visible_cases(db, amal) == [case]


def test_only_a_lead_rules_and_everybody_answers(db, amal, noor):
    case = cases.ask(db, amal, "Which?", "")
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
        db.execute("UPDATE authors SET role = 'adjudicator' WHERE name = 'Noor'")
    amal, noor = author_named(db, "Amal"), author_named(db, "Noor")
    with pytest.raises(NotAllowed):
        cases.rule(db, amal, case.id, "So.")
    assert cases.answer(db, amal, case.id, "So, I think.").ruling is None
    assert cases.rule(db, noor, case.id, "So.").ruling.author == "Noor"


def test_comments_and_cases_come_along_in_a_merge_once(make):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    with write(theirs):
        add_author(theirs, "Sami")
        noor = add_author(theirs, "Noor")
    add_comment(theirs, noor, "d1", {"id": "c", "text": "Which?"})
    case = cases.ask(theirs, noor, "Which?", "", document_id="d1", thread_id="c")
    cases.rule(theirs, noor, case.id, "The camp.")
    assert merge_project(ours, theirs.opened_file[0]).n_said == 3
    assert merge_project(ours, theirs.opened_file[0]).n_said == 0
    viewer = author_named(ours, "Noor")
    (taken,) = cases.visible_cases(ours, viewer)
    assert (taken.author, taken.ruling.text, taken.thread_id) == ("Noor", "The camp.", "c")
    assert cases.thread_to_ask_about(ours, viewer, "d1", "c") == (None, "Which?")


def test_a_case_never_changes(db, amal, add):
    cases.ask(db, amal, "Which?", "")
    for statement in ("UPDATE cases SET title = 'x'", "DELETE FROM cases"):
        with pytest.raises(Exception, match="never changed or deleted"), write(db):
            db.execute(statement)
