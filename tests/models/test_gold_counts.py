from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.store.annotations import marked_places
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents
from labeling.workflow.reading.prevalence import prevalence
from models.detecting.training_data import training_data
from models.doubtful import answers_today
from models.spans.marked_texts import marked_texts
from tests.annotated import annotated

TEXT, (ROCKETS, TAJI) = annotated("[Rockets|WEAPON] hit [Camp Taji|BASE].")


def layer(author, value, spans, **more) -> Annotation:
    return Annotation(author, (*spans,), {"attack_report": Answer(value)}, **more)


def test_where_gold_is_submitted_models_learn_from_it_alone(db):
    coders = layer("Amal", "no", []), layer("Bea", "no", [ROCKETS])
    gold = layer("gold", "yes", [TAJI], author_kind="gold")
    begun = layer("gold", "yes", [TAJI], author_kind="gold", state="open")
    load_documents(
        db,
        [
            AnnotatedDocument(Document("settled", TEXT), (*coders, gold)),
            AnnotatedDocument(Document("begun", "Again: " + TEXT), (*coders, begun)),
        ],
    )
    data, question = training_data(db), current_scheme(db).detector_question
    assert dict(zip(data.ids, data.is_positive, strict=True)) == {"settled": True, "begun": False}
    assert answers_today(db, question.name) == {"settled": "yes", "begun": "no"}
    assert prevalence(db, question).share == 0.5
    assert marked_places(db, "settled") == [(TAJI.start, "BASE")]
    assert [label for _, label in marked_places(db, "begun")] == ["WEAPON", "BASE"]
    assert {one.id: one.marks for one in marked_texts(db, question)}["settled"] == [TAJI.place]
