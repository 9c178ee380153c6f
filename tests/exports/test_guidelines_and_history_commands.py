"""`sitrep guidelines` and `sitrep history`."""

import json

from exports.commands.guidelines import guidelines
from exports.commands.history import history
from exports.commands.load import load
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.guidelines import DEFAULT_GUIDELINES, current_guideline

TEXT = DEFAULT_GUIDELINES.read_text("utf-8")


def test_guidelines_are_shown_replaced_and_listed(run, db_path, tmp_path):
    assert run(guidelines, "show").stdout == TEXT
    assert not db_path.exists()
    path = tmp_path / "new.md"
    path.write_text(TEXT.replace("# Label BASE\n", "# Label BASE\n\nNew.\n"), "utf-8")
    tried = run(guidelines, "replace", path, "--note", "sites", "--dry-run")
    assert (tried.stdout, db_path.exists()) == (f"{path}: would be the newest version; touches BASE.\n", False)
    made = run(guidelines, "replace", path, "--note", "sites")
    assert made.stdout == f"{path}: version 2 of the guidelines now; touches BASE.\n"
    assert "already" in run(guidelines, "replace", path, "--note", "sites").stdout
    assert run(guidelines, "show", "--version", 1).stdout == TEXT
    assert run(guidelines, "show").stdout == path.read_text("utf-8")
    newest, first = run(guidelines, "list").stdout.splitlines()
    assert newest.startswith("version 2  ")
    assert newest.endswith(": sites (touches BASE)")
    assert first.endswith(": Made from the scheme.")
    assert json.loads(run(guidelines, "list", "--json").stdout.splitlines()[0])["touched"] == [["label", "BASE"]]


def test_what_a_change_touches_and_who_made_it_can_be_said(run, db, tmp_path):
    with write(db):
        add_author(db, "Noor")
    path = tmp_path / "new.md"
    path.write_text("Mark.\n", "utf-8")
    run(guidelines, "replace", path, "--note", "x", "--touches", "ACTOR", "--touches", "attack_report", "--by", "Noor")
    made = current_guideline(db)
    assert (made.author, made.touched) == ("Noor", (("label", "ACTOR"), ("question", "attack_report")))
    path.write_text("Mark all.\n", "utf-8")
    assert "nothing has to be" in run(guidelines, "replace", path, "--note", "typo", "--touches-nothing").stdout


def test_guidelines_that_cannot_be_taken_are_refused_in_a_sentence(run, db, tmp_path):
    before = current_guideline(db)
    path = tmp_path / "new.md"
    path.write_text("x\n\n# Label BSE\n", "utf-8")
    for arguments, said in (
        ((path, "--note", "x"), f"{path}, line 3: the scheme has no label 'BSE'. Did you mean 'BASE'?"),
        ((path, "--note", "x", "--touches", "BSE"), "no label or question 'BSE'"),
        ((path, "--note", "x", "--by", "Nobody"), "Nobody here is called 'Nobody'"),
    ):
        refused = run(guidelines, "replace", *arguments)
        assert (refused.exit_code, said in refused.stderr) == (1, True), refused.stderr
    path.write_bytes(b"\xff\xfe\x00")
    assert run(guidelines, "replace", path, "--note", "x").exit_code == 1
    assert run(guidelines, "show", "--version", 9).exit_code == 1
    assert current_guideline(db) == before


def test_the_history_is_written_as_json_lines(run, db, tmp_path):
    path, out = tmp_path / "r.jsonl", tmp_path / "history.jsonl"
    path.write_text(
        '{"id": "d1", "text": "Rockets hit Taji.", "attack_report": "yes"}\n{"id": "d2", "text": "Rain."}\n'
    )
    run(load, path)
    assert run(history, "--out", out).stdout == f"{out}: 3 events.\n"
    events = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [event["kind"] for event in events] == ["scheme.change", "guideline.change", "layer.load"]
    assert run(history, "--document", "d1").stdout.splitlines() == [json.dumps(events[2], ensure_ascii=False)]
    assert run(history, "--document", "d2", "--since", "2026-01-01").stdout == ""
    assert "no document" in run(history, "--document", "d3", "--out", tmp_path / "none").stderr
    assert "no date" in run(history, "--since", "soon").stderr
    assert not (tmp_path / "none").exists()
