"""The history of a document, and of a project as a stream."""

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.errors import FileRefused, NotAllowed, UnknownDocument
from labeling.core.layer import fold
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.guidelines import current_guideline
from labeling.store.operations import operations_of
from labeling.workflow.annotate import take_operations
from labeling.workflow.guidance import cases
from labeling.workflow.guidance.comments import add_comment
from labeling.workflow.guidance.guideline_review import settle_review
from labeling.workflow.guidance.guidelines import change_guideline
from labeling.workflow.history import all_events, layer_then, moment_of, timeline
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE], killing [three soldiers|CASUALTY].")


@pytest.fixture
def eventful(db, amal):
    """Two people, a file, comments, a question, two versions of the guidelines; Noor leads."""
    load_documents(db, [AnnotatedDocument(Document("d1", TEXT), (Annotation("muc", SPANS[:1], author_kind="import"),))])
    load_documents(db, [AnnotatedDocument(Document("d2", TEXT + " "), ())])
    with write(db):
        noor = add_author(db, "Noor")
    take_operations(db, "d1", amal, [added(TEXT, SPANS[0], group_id="g"), message("group.undo", target="g")])
    text = current_guideline(db).text
    change_guideline(db, noor, text + "\nMore.\n", note="more", touched=[("label", "BASE")])
    take_operations(db, "d1", noor, [added(TEXT, SPANS[1]), message("work.submit")])
    take_operations(db, "d2", noor, [message("work.skip")])
    add_comment(db, amal, "d1", {"id": "c", "text": "Which {text}?", "start": 0, "end": 7, "quote": "Rockets"})
    add_comment(db, noor, "d1", {"id": "r", "thread_id": "c", "kind": "resolve"})
    case = cases.ask(db, amal, "Which?", "", document_id="d1")
    cases.rule(db, noor, case.id, "These.")
    settle_review(db, amal, "d1")
    return noor


def test_the_timeline_tells_everything_in_the_order_of_time_with_its_guideline(db, eventful):
    found = timeline(db, eventful, "d1")
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert {(one.who, one.words, one.guideline) for one in found} == {
        ("muc", "came from a file with 1 mark", 1),
        ("Amal", "marked “Camp Taji” as BASE", 1),
        ("Amal", "undid: marked “Camp Taji” as BASE", 1),
        ("Noor", "marked “three soldiers” as CASUALTY", 2),
        ("Noor", "submitted the article", 2),
        ("Amal", "commented on “Rockets”: Which {text}?", None),
        ("Noor", "resolved a thread of comments", None),
        ("Amal", "asked the team: Which?", None),
        ("Noor", "settled the question “Which?”: These.", None),
        ("Amal", "looked at it again under version 2 of the guidelines", 2),
    }
    assert len(found) == 10
    with pytest.raises(UnknownDocument):
        timeline(db, eventful, "nowhere")


def test_the_state_after_each_change_is_the_fold_up_to_it(db, amal, eventful):
    for name in ("Amal", "Noor"):
        log = operations_of(db, "d1", author_named(db, name).id)
        for n, operation in enumerate(log, start=1):
            assert layer_then(db, eventful, "d1", operation.op_id) == (name, fold(log[:n]))
    with pytest.raises(FileRefused):
        layer_then(db, eventful, "d2", log[0].op_id)


def test_everything_is_streamed_in_the_order_of_time_with_names(db, amal, eventful):
    found = list(all_events(db))
    assert [one["at"] for one in found] == sorted(one["at"] for one in found)
    kinds = [one["kind"] for one in found]
    assert kinds.count("guideline.change") == 2
    assert {"scheme.change", "layer.load", "question.ask", "question.ruling", "guideline.look"} <= set(kinds)
    marked = next(one for one in found if one["kind"] == "span.add" and one["who"] == "Noor")
    assert (marked["payload"]["quote"], marked["guideline"], marked["who_is"]) == ("three soldiers", 2, "person")
    assert len(kinds) == db.execute("SELECT count(*) FROM operations").fetchone()[0] + 8
    assert {one["document"] for one in all_events(db, document_id="d2")} == {"d2"}
    last = found[-1]["at"]
    assert [one["kind"] for one in all_events(db, since=last)] == [one["kind"] for one in found if one["at"] >= last]


def test_the_history_needs_the_role_that_reviews(db, eventful):
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    with pytest.raises(NotAllowed):
        timeline(db, author_named(db, "Amal"), "d1")


def test_a_time_is_typed_as_a_date_or_with_a_zone():
    assert moment_of("2026-03-01T13:00+01:00") == "2026-03-01T12:00:00.000Z"
    with pytest.raises(FileRefused, match="'soon' is no date"):
        moment_of("soon")
