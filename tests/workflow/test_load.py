import hashlib
import json

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import DocumentConflict
from labeling.core.span import Span
from labeling.store.annotations import annotated_documents, annotators
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.status import check
from labeling.workflow.load import check_records, load_documents
from labeling.workflow.load_plan import layer_load
from tests.annotated import annotated
from tests.operations import message

TEXT, SPANS = annotated("Rockets hit [Camp [Taji|BASE]|BASE], killing [three [soldiers|ACTOR]|CASUALTY].")
RECORD = AnnotatedDocument(
    Document("d1", TEXT, title="Rockets", source="Desk", published="2020-01-14", meta={"lead": "Sara"}),
    (Annotation("muc", SPANS, {"attack_report": Answer("yes")}, note="short", author_kind="import"),),
)


def test_a_document_and_its_layer_come_out_as_they_went_in(db):
    report = load_documents(db, [RECORD])
    assert (report.n_new, report.n_spans, report.n_answers) == (1, 4, 1)
    assert list(annotated_documents(db)) == [RECORD]
    assert check(db).faults == []


def test_loading_again_changes_nothing_and_says_so(db):
    load_documents(db, [RECORD])
    report = load_documents(db, [RECORD])
    assert (report.n_new, report.n_known, report.n_spans) == (0, 1, 0)
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (1,)


def test_the_same_record_twice_in_one_load_counts_once(db):
    report = load_documents(db, [RECORD, RECORD])
    assert (report.n_new, report.n_known, report.n_spans) == (1, 1, 4)


def test_checking_writes_nothing(db):
    assert check_records(db, [RECORD]).n_new == 1
    assert list(annotated_documents(db)) == []


def test_one_id_with_two_texts_is_refused_and_nothing_is_written(db):
    other = AnnotatedDocument(Document("d1", "Another text."), where="news.jsonl, line 4")
    new = AnnotatedDocument(Document("d0", "A new text."))
    with pytest.raises(DocumentConflict, match="line 4"):
        load_documents(db, [new, RECORD, other])
    assert list(annotated_documents(db)) == []


def test_one_text_under_two_ids_is_loaded_and_named(db):
    report = load_documents(db, [RECORD, AnnotatedDocument(Document("d2", TEXT))])
    assert report.same_texts == [("d2", "d1")]
    assert report.n_new == 2


def test_a_load_adds_to_a_layer_and_removes_nothing(db):
    load_documents(db, [RECORD])
    fewer = Annotation("muc", SPANS[:1], {}, author_kind="import")
    load_documents(db, [AnnotatedDocument(RECORD.document, (fewer,))])
    (found,) = annotated_documents(db)
    assert found.annotations[0].spans == SPANS
    assert check(db).faults == []


def test_two_layers_of_one_author_in_one_file_are_added_up(db):
    layers = (Annotation("muc", SPANS[:2]), Annotation("muc", SPANS[1:]))
    load_documents(db, [AnnotatedDocument(RECORD.document, layers)])
    (found,) = annotated_documents(db)
    assert [annotation.spans for annotation in found.annotations] == [SPANS]
    assert check(db).faults == []


def test_work_done_by_hand_stands_beside_a_load(db, amal):
    load_documents(db, [RECORD])
    take_operations(db, "d1", amal, [message("answer.set", question="attack_report", value="no")])
    assert [(one.name, one.kind, one.n_spans) for one in annotators(db)] == [
        ("Amal", "person", 0),
        ("muc", "import", 4),
    ]
    only = list(annotated_documents(db, annotators=["Amal"]))
    assert only[0].annotations[0].answers == {"attack_report": Answer("no")}


@pytest.mark.parametrize(
    "annotation",
    [
        RECORD.annotations[0],
        Annotation('Zoë "Z"', (), {}, note='a "note"\n😀', state="open", background=((0, 3),)),
        Annotation("a", (Span(0, 7, "WEAPON", {"event": "focus", "min": 3}, 'x"y', "id"), Span(1, 2, "É\\"))),
    ],
)
def test_the_id_of_a_loaded_layer_is_the_hash_of_its_json_and_stays_so(db, annotation):
    spans = [
        {"start": s.start, "end": s.end, "label": s.label, "attributes": dict(s.attributes), "origin": s.origin}
        for s in annotation.spans
    ]
    answers = {name: {"value": a.value, "reason": a.reason} for name, a in annotation.answers.items()}
    payload = {"spans": spans, "answers": answers, "note": annotation.note, "state": annotation.state}
    if annotation.background:
        payload["background"] = [list(stretch) for stretch in annotation.background]
    content = json.dumps(["d1", annotation.author, payload], ensure_ascii=False).encode("utf-8")
    operation = layer_load("d1", annotation)
    assert operation.op_id == f"load-{hashlib.sha256(content).hexdigest()[:32]}"
    load_documents(db, [AnnotatedDocument(Document("d1", TEXT), (annotation,))])
    assert json.loads(db.execute("SELECT payload FROM operations").fetchone()[0]) == operation.payload


def test_of_two_spans_with_one_id_the_first_is_kept_as_the_log_says(db):
    layer = Annotation("a", (Span(0, 7, "WEAPON", span_id="s"), Span(1, 2, "BASE", span_id="s")))
    load_documents(db, [AnnotatedDocument(Document("d1", TEXT), (layer,))])
    assert [span.place for span in next(annotated_documents(db)).annotations[0].spans] == [(0, 7, "WEAPON")]
    assert check(db).faults == []
