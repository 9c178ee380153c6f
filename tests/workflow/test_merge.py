"""Two projects become one."""

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import MergeRefused
from labeling.core.scheme_growth import with_labels
from labeling.core.span import Span
from labeling.store.annotations import annotated_documents
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.suggestions import write_scores
from labeling.store.merging import merge_rows
from labeling.store.schemes import add_scheme, current_scheme
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.merge import check_merge, merge_project
from labeling.workflow.keeping.status import check
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE], killing [three soldiers|CASUALTY].")
LAYER = Annotation("muc", SPANS[:1], {"attack_report": Answer("yes")}, note="short", author_kind="import")
RECORD = AnnotatedDocument(Document("d1", TEXT, title="Rockets"), (LAYER,))


def path_of(db):
    return db.opened_file[0]


def do(db, document_id, *messages, author="Amal"):
    with write(db):
        person = add_author(db, author)
    outcome = take_operations(db, document_id, person, messages)
    assert not outcome.refused
    return outcome


def layers_of(db) -> dict:
    return {(one.document.id, layer.author): layer for one in annotated_documents(db) for layer in one.annotations}


def test_documents_and_layers_that_are_new_come_as_they_are(make):
    ours, theirs = make("ours", d0="Drones came."), make("theirs")
    load_documents(theirs, [RECORD])
    do(theirs, "d1", added(TEXT, SPANS[1]), message("work.submit", seconds=3))
    report = merge_project(ours, path_of(theirs))
    assert (report.n_documents, report.n_known, report.n_layers, report.n_operations) == (1, 0, 2, 3)
    assert layers_of(ours) == layers_of(theirs)
    assert check(ours).faults == []


def test_merging_again_changes_nothing(make):
    ours, theirs = make("ours"), make("theirs")
    load_documents(theirs, [RECORD])
    merge_project(ours, path_of(theirs))
    before = layers_of(ours)
    report = merge_project(ours, path_of(theirs))
    assert (report.n_documents, report.n_known, report.n_operations) == (0, 1, 0)
    assert layers_of(ours) == before


def test_a_dry_run_says_and_does_not(make):
    ours, theirs = make("ours"), make("theirs", d1=TEXT)
    assert check_merge(ours, path_of(theirs)).n_documents == 1
    assert list(annotated_documents(ours)) == []


def test_one_id_with_two_texts_is_refused_and_nothing_is_merged(make):
    ours, theirs = make("ours", d1="Another text."), make("theirs", d0="New.", d1=TEXT)
    with pytest.raises(MergeRefused, match="document 'd1'"):
        merge_project(ours, path_of(theirs))
    assert [one.document.id for one in annotated_documents(ours)] == ["d1"]


def test_all_conflicts_are_named_at_once_and_after_twenty_counted(make):
    ours = make("ours", **{f"d{number:02}": "Ours." for number in range(23)})
    theirs = make("theirs", **{f"d{number:02}": "Theirs." for number in range(23)})
    load_documents(ours, [AnnotatedDocument(Document("e", TEXT), (Annotation("muc"),))])
    load_documents(theirs, [AnnotatedDocument(Document("e", TEXT), (LAYER,))])
    with pytest.raises(MergeRefused) as refused:
        merge_project(ours, path_of(theirs))
    lines = str(refused.value).split("\n")
    assert "document 'd00'" in lines[0]
    assert "document 'd19'" in lines[19]
    assert lines[20] == "… and 4 more conflicts"  # three documents, and muc, a person here
    assert "nothing was merged" in lines[21]


def test_one_op_id_that_says_two_things_is_refused(make):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    do(ours, "d1", message("note.set", op_id="same", group_id="g", text="ours"))
    do(theirs, "d1", message("note.set", op_id="same", group_id="g", text="theirs"))
    with pytest.raises(MergeRefused, match="operation same on document 'd1'"):
        merge_project(ours, path_of(theirs))


def test_marks_that_the_scheme_here_does_not_know_are_refused_and_the_other_way_round_works(make):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    add_scheme(theirs, with_labels(current_scheme(theirs), ["SITE"]))
    do(theirs, "d1", added(TEXT, Span(0, 7, "SITE")))
    with pytest.raises(MergeRefused, match=r"no label 'SITE'.* 1 operation there says so, the first on document 'd1'"):
        merge_project(ours, path_of(theirs))
    do(ours, "d1", added(TEXT, SPANS[0]))
    merge_project(theirs, path_of(ours))
    assert {span.label for span in layers_of(theirs)["d1", "Amal"].spans} == {"SITE", "BASE"}


def test_the_scheme_here_stays_the_current_one_and_one_that_came_can_be_made_it(make):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    grown = with_labels(current_scheme(theirs), ["SITE"])
    add_scheme(theirs, grown)
    do(theirs, "d1", added(TEXT, SPANS[0]))
    before = current_scheme(ours)
    assert merge_project(ours, path_of(theirs)).n_schemes == 1
    assert current_scheme(ours) == before
    add_scheme(ours, grown)
    assert current_scheme(ours) == grown


def test_a_project_without_a_scheme_takes_the_other_ones_as_they_are(make, tmp_path):
    theirs = make("theirs", d1=TEXT)
    add_scheme(theirs, with_labels(current_scheme(theirs), ["SITE"]))
    do(theirs, "d1", added(TEXT, Span(0, 7, "SITE")))
    ours = open_database(tmp_path / "new.db")
    merge_project(ours, path_of(theirs))
    assert current_scheme(ours) == current_scheme(theirs)
    ours.conn.close()


def test_of_two_equal_marks_one_stays_and_an_undo_in_either_project_holds(make):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    do(ours, "d1", added(TEXT, SPANS[0], group_id="g"))
    do(theirs, "d1", added(TEXT, SPANS[0]), added(TEXT, SPANS[1], group_id="h"))
    assert merge_project(ours, path_of(theirs)).n_mended == 1
    assert layers_of(ours)["d1", "Amal"].spans == SPANS
    do(ours, "d1", message("group.undo", target="g"), message("group.undo", target="h"))
    assert layers_of(ours)["d1", "Amal"].spans == ()
    assert check(ours).faults == []


def test_a_detail_that_the_new_label_does_not_have_is_taken_off(make):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    first = added(TEXT, SPANS[0], span_id="s", op_id="first")
    for project in (ours, theirs):
        do(project, "d1", first)
    do(ours, "d1", message("span.change", span_id="s", label="ACTOR"))
    do(theirs, "d1", message("span.change", span_id="s", attributes={"site": "base", "event": "focus"}))
    assert merge_project(ours, path_of(theirs)).n_mended == 1
    assert merge_project(theirs, path_of(ours)).n_mended == 0
    for project in (ours, theirs):
        (span,) = layers_of(project)["d1", "Amal"].spans
        assert (span.label, dict(span.attributes)) == ("ACTOR", {"event": "focus"})


def test_what_is_not_taken_is_counted(make):
    ours, theirs = make("ours"), make("theirs", d1=TEXT)
    model = add_model_version(theirs, kind="detector", artifact=b"x", metrics={}, settings={}, trained_on="f")
    write_scores(theirs, model_id=model, question="attack_report", scores=[("d1", 0.7)])
    assert merge_project(ours, path_of(theirs)).not_taken == {"model_versions": 1, "suggestions": 1}


def test_of_a_document_in_both_the_title_here_stays_and_that_is_counted(make):
    ours, theirs = make("ours", d1=TEXT, d2="Same."), make("theirs", d2="Same.")
    load_documents(theirs, [RECORD])
    assert merge_project(ours, path_of(theirs)).not_taken == {"document_details": 1}
    assert ours.execute("SELECT title FROM documents WHERE id = 'd1'").fetchone() == (None,)


def test_every_table_has_its_row_in_what_becomes_of_it(make):
    tables = [table.name for table in make("ours").tables if not table.name.startswith(("documents_search", "sqlite_"))]
    rows = merge_rows.TAKEN, merge_rows.PROJECTED, merge_rows.FOUND_AGAIN, merge_rows.NOT_TAKEN, merge_rows.OF_THE_FILE
    assert sorted(tables) == sorted(name for row in rows for name in row)


def test_a_role_is_not_taken(make):
    ours, theirs = make("ours"), make("theirs", d1=TEXT)
    do(theirs, "d1", added(TEXT, SPANS[0]))
    with write(theirs):
        theirs.execute("UPDATE authors SET role = 'admin', password_hash = 'x'")
    merge_project(ours, path_of(theirs))
    assert ours.execute("SELECT name, role, password_hash FROM authors").fetchall() == [("Amal", "annotator", None)]


def test_documents_that_came_are_found_by_their_words(make):
    ours, theirs = make("ours", d0="Drones came."), make("theirs", d1=TEXT)
    merge_project(ours, path_of(theirs))
    found = ours.execute("SELECT rowid FROM documents_search WHERE documents_search MATCH 'rockets'").fetchall()
    assert found == [(2,)]


def test_a_load_that_counts_from_an_earlier_time_doubles_no_mark(make, monkeypatch):
    """Both loaded the same file: here after the mark was made by hand, there before."""
    clock = iter(range(100))
    for module in ("annotate", "load"):
        monkeypatch.setattr(f"labeling.workflow.{module}.now", lambda: f"2026-03-01T12:00:00.{next(clock):03}Z")
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT)
    record = AnnotatedDocument(Document("d1", TEXT), (Annotation("Amal", SPANS[:1], {}),))
    load_documents(theirs, [record])
    do(ours, "d1", added(TEXT, SPANS[0]))
    load_documents(ours, [record])
    merge_project(ours, path_of(theirs))
    merge_project(theirs, path_of(ours))
    for project in (ours, theirs):
        assert [span.place for span in layers_of(project)["d1", "Amal"].spans] == [SPANS[0].place]
