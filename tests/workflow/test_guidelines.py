"""The guidelines have versions, every operation carries one, and a change says what to look at again."""

import pytest

from labeling.core.errors import GuidelineError, NotAllowed
from labeling.core.guidance.guideline import LABEL, QUESTION, of_scheme
from labeling.core.scheme_growth import with_labels
from labeling.store.authors import add_author, author_named
from labeling.store.database import open_database, write
from labeling.store.guidelines import DEFAULT_GUIDELINES, current_guideline, guideline_versions
from labeling.store.migrations import MIGRATIONS
from labeling.store.schemes import add_scheme, current_scheme, default_scheme, keep_scheme
from labeling.store.steps.m014_guidelines import m014_guidelines
from labeling.workflow.annotate import take_operations
from labeling.workflow.guidance.guideline_review import n_to_review, settle_review, to_review
from labeling.workflow.guidance.guidelines import change_guideline
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.keeping.status import check, rebuild
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE], killing [three [soldiers|ACTOR]|CASUALTY].")
ACTOR, BASE, CASUALTY = (next(span for span in SPANS if span.label == name) for name in ("ACTOR", "BASE", "CASUALTY"))


def changed(db, author, label, note="clearer", **more):
    """A new version in which the part of a label says more."""
    text = current_guideline(db).text.replace(f"# Label {label}\n", f"# Label {label}\n\nNow clearer ({note}).\n")
    return change_guideline(db, author, text, note=note, **more)


def found(db, author) -> list[tuple]:
    return [
        (one.topic[1], one.since.number, [row[0] for row in one.documents], sum(row[2] for row in one.documents))
        for one in to_review(db, author)
    ]


def test_a_new_project_begins_with_the_guidelines_of_the_seeds_and_another_scheme_with_its_own(db, make):
    assert current_guideline(db).text == DEFAULT_GUIDELINES.read_text("utf-8")
    assert (current_guideline(db).number, current_guideline(db).author) == (1, None)
    other = make("other")
    scheme = with_labels(current_scheme(other), ["SITE"])
    add_scheme(other, scheme)
    assert current_guideline(other).text == of_scheme(scheme)


def test_a_change_is_a_version_with_who_why_and_what_it_touches(db, amal):
    made = changed(db, amal, "CASUALTY", note="  none  is said ")
    assert (made.number, made.author, made.note, made.touched) == (2, "Amal", "none is said", ((LABEL, "CASUALTY"),))
    assert change_guideline(db, amal, made.text, note="again") is None
    typo = changed(db, amal, "BASE", note="typo", touched=())
    assert (typo.number, typo.touched) == (3, ())
    assert [version.number for version in guideline_versions(db)] == [3, 2, 1]
    back = change_guideline(db, None, made.text, note="back")
    assert (back.number, back.text, back.id != made.id) == (4, made.text, True)


def test_a_change_that_cannot_be_taken_changes_nothing(db, amal):
    first = current_guideline(db)
    with pytest.raises(GuidelineError, match="line 1: the heading"):
        change_guideline(db, amal, "# Wrong\n", note="x")
    with pytest.raises(GuidelineError, match="Say in a few words"):
        change_guideline(db, amal, "x\n", note=" ")
    made = changed(db, amal, "BASE")
    with pytest.raises(GuidelineError, match=r"changed meanwhile \(version 2 by Amal: clearer\)"):
        change_guideline(db, amal, "x\n", note="x", base=first.id)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    with pytest.raises(NotAllowed):
        change_guideline(db, author_named(db, "Amal"), "x\n", note="x")
    assert current_guideline(db) == made


def test_every_operation_carries_the_version_that_stood_then_and_the_log_checks(db, amal, add):
    add(d1=TEXT)
    take_operations(db, "d1", amal, [added(TEXT, BASE)])
    second = changed(db, amal, "BASE")
    take_operations(db, "d1", amal, [added(TEXT, CASUALTY)])
    numbers = (
        "SELECT guidelines.number FROM operations LEFT JOIN guidelines ON guidelines.id = guideline_id ORDER BY seq"
    )
    assert db.execute(numbers).fetchall() == [(1,), (second.number,)]
    assert check(db).faults == []
    rebuild(db)
    assert check(db).faults == []


def test_operations_of_an_older_project_have_no_version_and_are_looked_at_again(tmp_path, monkeypatch):
    monkeypatch.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(m014_guidelines)])
    old = open_database(tmp_path / "old.db")
    with write(old):
        amal = add_author(old, "Amal")
        old.execute("INSERT INTO documents (id, text, sha256, loaded_at) VALUES ('d1', ?, 'x', '2024')", (TEXT,))
        keep_scheme(old, default_scheme())
        old.execute(
            "INSERT INTO operations (op_id, document_id, author_id, kind, payload, scheme_id, at)"
            " SELECT 'o', 'd1', 1, 'answer.set', '{\"question\": \"attack_report\", \"value\": \"yes\"}', id, '2024'"
            " FROM schemes"
        )
        old.execute("INSERT INTO answers VALUES ('d1', 1, 'attack_report', 'yes', NULL)")
        old.execute("INSERT INTO work (document_id, author_id, state) VALUES ('d1', 1, 'open')")
    old.conn.close()
    monkeypatch.undo()
    db = open_database(tmp_path / "old.db")
    assert db.execute("SELECT guideline_id FROM operations").fetchall() == [(None,)]
    change_guideline(db, amal, "Mark.\n", note="x", touched=[(QUESTION, "attack_report")])
    assert found(db, amal) == [("attack_report", 2, ["d1"], 1)]
    db.conn.close()


def test_a_change_offers_each_author_their_own_documents_with_such_marks(db, amal, add):
    add(d1=TEXT, d2=TEXT + " ", d3=TEXT + "  ")
    with write(db):
        noor = add_author(db, "Noor")
    yes = message("answer.set", question="attack_report", value="yes")
    take_operations(db, "d1", amal, [added(TEXT, CASUALTY), added(TEXT, BASE), yes, message("work.submit")])
    take_operations(db, "d2", amal, [added(TEXT, BASE)])
    take_operations(db, "d3", noor, [added(TEXT, CASUALTY)])
    assert found(db, amal) == []
    changed(db, noor, "CASUALTY")
    assert found(db, amal) == [("CASUALTY", 2, ["d1"], 1)]
    assert found(db, noor) == [("CASUALTY", 2, ["d3"], 1)]
    change_guideline(db, noor, "Short.\n", note="x", touched=[(LABEL, "BASE"), (QUESTION, "attack_report")])
    assert found(db, amal) == [
        ("BASE", 3, ["d1", "d2"], 2),
        ("attack_report", 3, ["d1"], 1),
        ("CASUALTY", 2, ["d1"], 1),
    ]
    assert n_to_review(db, amal) == 2


def test_seeing_changing_or_submitting_settles_until_the_next_change(db, amal, add):
    add(d1=TEXT, d2=TEXT + " ", d3=TEXT + "  ")
    for name in ("d1", "d2", "d3"):
        take_operations(db, name, amal, [added(TEXT, BASE, span_id="s")])
    changed(db, amal, "BASE")
    settle_review(db, amal, "d1")
    settle_review(db, amal, "d1")
    take_operations(db, "d2", amal, [message("span.change", span_id="s", label="ACTOR")])
    take_operations(db, "d2", amal, [message("span.change", span_id="s", label="BASE")])
    take_operations(db, "d3", amal, [message("work.submit")])
    assert found(db, amal) == []
    changed(db, amal, "BASE", note="more")
    assert found(db, amal) == [("BASE", 3, ["d1", "d2", "d3"], 3)]


def test_a_merge_takes_versions_looks_and_what_each_operation_carries(make, tmp_path):
    ours, theirs = make("ours", d1=TEXT), make("theirs", d1=TEXT, d2=TEXT + " ")
    with write(ours):
        amal = add_author(ours, "Amal")
    with write(theirs):
        add_author(theirs, "Sami")
        noor = add_author(theirs, "Noor")
    here, there = changed(ours, amal, "BASE", note="here"), changed(theirs, noor, "ACTOR", note="there")
    take_operations(theirs, "d2", noor, [added(TEXT, BASE)])
    settle_review(theirs, noor, "d2")
    report = merge_project(ours, theirs.opened_file[0])
    assert (report.n_guidelines, report.n_said) == (1, 1)
    assert current_guideline(ours) == here
    taken = next(version for version in guideline_versions(ours) if version.id == there.id)
    assert (taken.number, taken.author, taken.note) == (0, "Noor", "there")
    assert taken.name.startswith("a version of another project")
    carried = "SELECT guideline_id FROM operations WHERE document_id = 'd2'"
    assert ours.execute(carried).fetchall() == theirs.execute(carried).fetchall() == [(there.id,)]
    assert merge_project(ours, theirs.opened_file[0]).n_guidelines == 0
    empty = open_database(tmp_path / "empty.db")
    merge_project(empty, theirs.opened_file[0])
    assert [one.number for one in guideline_versions(empty)] == [2, 1]
    empty.conn.close()
