"""Spans that models of other tools proposed: stored with the load, shown, judged, and never a label by themselves."""

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.errors import DocumentConflict
from labeling.core.span import Span
from labeling.core.suggesting.dictionary import TRIALS
from labeling.core.suggesting.suggestion import Proposal
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.learned.suggestions import proposals_of, score_of, write_scores
from labeling.store.locked_slice import is_locked
from labeling.store.migrations import MIGRATIONS, m007_proposals
from labeling.store.serving import serving
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.load import check_records, load_documents
from labeling.workflow.suggesting.dictionary import learn_dictionary
from tests.operations import added, message

TEXT = "The Grey Lantern met. Nobody of the Grey Lantern spoke."
FIRST, SECOND = Span(4, 16, "ACTOR"), Span(36, 48, "ACTOR")
SOURCE = "label-studio: my-model"


def record(document_id: str = "d1", text: str = TEXT, *spans: Span) -> AnnotatedDocument:
    layers = (Annotation("Berg", spans=spans, state="done"),) if spans else ()
    return AnnotatedDocument(Document(document_id, text), layers)


def proposed(
    span: Span = FIRST, *, document_id: str = "d1", score: float | None = 0.8, source: str = SOURCE
) -> Proposal:
    return Proposal(document_id, span, score, source)


def offered(db, author, document_id: str = "d1") -> list[tuple]:
    return [(*one.place, one.source) for one in open_document(db, document_id, author).open_suggestions]


def test_a_proposal_is_shown_with_its_source_and_score_until_it_is_judged(db, amal):
    load_documents(db, [record()], proposals=[proposed(FIRST), proposed(SECOND, score=None)])
    first, second = open_document(db, "d1", amal).open_suggestions
    assert (first.place, first.source, first.score) == (FIRST.place, SOURCE, 0.8)
    assert first.why == "proposed by label-studio: my-model, score 0.80"
    assert (second.score, second.why) == (0.5, "proposed by label-studio: my-model")
    accept = added(TEXT, FIRST, origin="suggestion:label-studio:_my-model")
    reject = message("suggestion.reject", start=SECOND.start, end=SECOND.end, label="ACTOR")
    assert not take_operations(db, "d1", amal, [accept, reject]).refused
    assert offered(db, amal) == []
    (span,) = open_document(db, "d1", amal).layer.spans.values()
    assert (span.place, span.origin) == (FIRST.place, "suggestion:label-studio:_my-model")


def test_what_one_annotator_rejected_another_still_sees(db, amal):
    load_documents(db, [record()], proposals=[proposed()])
    take_operations(db, "d1", amal, [message("suggestion.reject", start=FIRST.start, end=FIRST.end, label="ACTOR")])
    with write(db):
        berg = add_author(db, "Berg")
    assert (offered(db, amal), len(offered(db, berg))) == ([], 1)


def test_loading_the_same_proposals_again_changes_nothing(db, amal):
    given = [proposed(FIRST), proposed(FIRST, source="prodigy"), proposed(FIRST), proposed(SECOND)]
    assert check_records(db, [record()], proposals=given).n_suggestions == 3
    assert load_documents(db, [record()], proposals=given).n_suggestions == 3
    before = proposals_of(db, "d1")
    again = [proposed(FIRST, score=0.1), *given]
    assert check_records(db, [record()], proposals=again).n_suggestions == 0
    assert load_documents(db, [record()], proposals=again).n_suggestions == 0
    assert proposals_of(db, "d1") == before


def test_a_load_that_is_refused_leaves_no_proposal_behind(db, amal):
    load_documents(db, [record("d2")])
    with pytest.raises(DocumentConflict):
        load_documents(db, [record("d1"), record("d2", "Another text.")], proposals=[proposed()])
    assert proposals_of(db, "d1") == []


def test_a_proposal_that_is_marked_already_is_not_offered(db):
    load_documents(db, [record("d1", TEXT, FIRST)], proposals=[proposed(FIRST), proposed(SECOND)])
    with write(db):
        berg = add_author(db, "Berg")
    assert offered(db, berg) == [(*SECOND.place, SOURCE)]


def test_nothing_is_proposed_in_the_locked_slice_in_boilerplate_or_under_a_label_that_is_gone(db, amal):
    gone = Span(4, 16, "RIVER")
    footer = Span(len(TEXT) + 1, len(TEXT) + 6, "ACTOR")
    load_documents(db, [record("d1", f"{TEXT}\nShare this article\n")], proposals=[proposed(gone), proposed(footer)])
    assert [one[:3] for one in offered(db, amal)] == [footer.place]
    with write(db):
        place = f"[[{footer.start}, {footer.start + 19}, 'x']]".replace("'", '"')
        db.execute(
            "INSERT OR REPLACE INTO boilerplate (document_id, ranges, n_of_source) VALUES ('d1', ?, 0)", (place,)
        )
    assert offered(db, amal) == []
    load_documents(db, [record("d2")], proposals=[proposed(document_id="d2")])
    assert len(offered(db, amal, "d2")) == 1
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'd2'")
    assert is_locked(db, "d2")
    assert offered(db, amal, "d2") == []


def judge(db, author, document_id: str, *, right: bool) -> None:
    verdict = (
        added(TEXT, FIRST)
        if right
        else message("suggestion.reject", start=FIRST.start, end=FIRST.end, label=FIRST.label)
    )
    assert not take_operations(db, document_id, author, [verdict]).refused


@pytest.mark.parametrize(("n_right", "expected"), [(5, False), (6, True)])
def test_a_source_that_is_right_less_than_three_times_in_ten_is_offered_no_more(db, amal, n_right, expected):
    ids = [f"d{number}" for number in range(TRIALS)]
    texts = {one: f"{TEXT} {number}" for number, one in enumerate(ids)}
    fresh = {"new": "The river rose and the bridge fell."}
    good, bad = Span(4, 9, "ACTOR"), Span(14, 18, "BASE")
    load_documents(
        db,
        [record(one, text) for one, text in (texts | fresh).items()],
        proposals=[proposed(document_id=one) for one in ids]
        + [proposed(good, document_id="new"), proposed(bad, document_id="new")]
        + [proposed(Span(23, 29, "ACTOR"), document_id="new", source="argilla: other")],
    )
    for number, one in enumerate(ids):
        judge(db, amal, one, right=number < n_right)
    learn_dictionary(db)
    found = {one[2:] for one in offered(db, amal, "new")}
    assert (("ACTOR", SOURCE) in found) == expected
    assert {("BASE", SOURCE), ("ACTOR", "argilla: other")} <= found


def test_scores_of_an_older_database_are_kept(tmp_path, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(m007_proposals)])
        old = open_database(tmp_path / "old.db")
        load_documents(old, [record()])
        with write(old):
            model = old.execute(
                "INSERT INTO model_versions"
                " (kind, artifact, artifact_sha256, metrics, settings, trained_on, trained_at)"
                " VALUES ('detector', x'00', '', '{}', '{}', '', '')"
            ).lastrowid
            old.execute(
                "INSERT INTO suggestions (document_id, model_id, question, score)"
                " VALUES ('d1', ?, 'attack_report', 0.7)",
                (model,),
            )
        old.conn.close()
    db = open_database(tmp_path / "old.db")
    assert score_of(db, "d1", "attack_report") == 0.7
    assert serving(db, "detector").model_id == model, "the newest version serves on"
    write_scores(db, model_id=model, question="attack_report", scores=[("d1", 0.6)])
    assert load_documents(db, [record()], proposals=[proposed()]).n_suggestions == 1
    assert score_of(db, "d1", "attack_report") == 0.6
    db.conn.close()
