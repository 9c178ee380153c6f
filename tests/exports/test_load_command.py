"""`sitrep load`: files and folders, refusals, and what is printed."""

import json
import os

import pytest

from exports.commands.load import load
from exports.file_search import find_files
from labeling.store.annotations import annotated_documents
from labeling.store.documents import documents, n_documents
from tests.exports.conftest import ROOT

RECORD = (
    '{"id": "r1", "text": "Rockets hit.", "attack_report": "yes", '
    '"spans": [{"start": 0, "end": 7, "label": "WEAPON"}]}\n'
)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.txt").write_text("Base hit\n\nA base was hit.")
    (folder / "deep" / "a.TXT").write_text("Drones came.")
    (folder / "r.jsonl").write_text(RECORD)
    return folder


def test_a_folder_is_loaded_with_its_folders_in_order(run, db, folder):
    result = run(load, folder)
    assert result.stdout == "3 documents loaded, 0 already there; 1 span, 1 answer.\n"
    assert [(d.id, d.title) for d in documents(db)] == [("b", "Base hit"), ("r1", None), ("a", None)]
    assert next(documents(db)).meta == {"file": "b.txt"}


def test_loading_again_changes_nothing(run, db, folder):
    run(load, folder)
    again = run(load, folder)
    assert again.stdout == "0 documents loaded, 3 already there; 0 spans, 0 answers.\n"
    assert again.stderr == "All of this is already there: nothing was changed.\n"


def test_a_dry_run_says_and_does_not(run, db, folder):
    assert run(load, folder, "--dry-run").stdout == "3 documents would be loaded, 0 already there; 1 span, 1 answer.\n"
    assert n_documents(db) == 0


def test_figures_for_machines(run, folder):
    figures = json.loads(run(load, folder, "--json").stdout)
    assert figures == {
        "n_documents": 3, "n_already_there": 0, "n_spans": 1, "n_answers": 1, "same_texts": [], "n_same_texts": 0,
        "not_carried": [], "n_records_left_out": 0, "n_files_left_out": 0, "n_suggestions": 0, "dry_run": False,
    }  # fmt: skip


def test_flat_marks_go_to_the_annotator_named(run, db, folder):
    run(load, folder / "r.jsonl", "--annotator", "amal")
    assert next(annotated_documents(db)).annotations[0].author == "amal"


def test_a_name_nobody_can_sign_in_with_is_refused(run, folder):
    assert "--annotator: the author is ' '" in run(load, folder, "--annotator", " ").stderr


def test_one_bad_file_keeps_all_out(run, db, folder):
    (folder / "z.jsonl").write_text('{"id": "z"}\n')
    result = run(load, folder)
    assert result.exit_code == 1
    assert "z.jsonl, line 1: there is no key `text`" in result.stderr
    assert n_documents(db) == 0


def test_two_files_of_one_name_and_two_texts_are_refused(run, db, folder):
    (folder / "deep" / "b.txt").write_text("Other words.")
    result = run(load, folder)
    assert "the id 'b' belongs to another text" in result.stderr
    assert str(folder / "b.txt") in result.stderr


def test_another_text_in_the_database_is_refused_with_the_line(run, db, folder):
    run(load, folder)
    other = folder / "other.jsonl"
    other.write_text("\n" + RECORD.replace("hit.", "missed."))
    result = run(load, other)
    assert f"{other}, line 2: document 'r1' is there already with another text" in result.stderr
    assert result.stderr.endswith("Nothing was loaded.")


def test_a_file_of_another_kind_is_refused_with_the_kinds_there_are(run, folder):
    (folder / "news.docx").write_text("a,b\n")
    assert "Expected .txt, .jsonl, " in run(load, folder / "news.docx").stderr


def test_format_overrules_the_suffix_of_a_file_named(run, db, folder):
    (folder / "news.json").write_text(RECORD)
    assert run(load, folder / "news.json", "--format", "jsonl").exit_code == 0


def test_other_files_in_a_folder_are_passed_over_and_named(run, folder):
    (folder / "README.md").write_text("About")
    (folder / ".DS_Store").write_text("x")
    result = run(load, folder)
    assert result.exit_code == 0
    assert "1 file of other kinds passed over: README.md." in result.stderr


def test_the_same_file_twice_is_read_once(run, folder):
    assert "3 documents loaded, 0 already there" in run(load, folder, folder / "b.txt").stdout


def test_of_links_and_files_in_folders_each_is_found_once_however_it_is_named(folder, tmp_path):
    (folder / "link.txt").symlink_to(folder / "b.txt")
    (folder / "deep" / "gone.txt").symlink_to(folder / "nothing")
    (folder / "c.txt").write_text("Rockets hit.")
    (folder / "c.ann").write_text("")
    (tmp_path / "way").symlink_to(folder)
    found, _ = find_files([folder, tmp_path / "way", folder / "deep"], None)
    names = [str(path.relative_to(folder)) for path in found]
    assert names == [str(path.relative_to(folder)) for path in find_files([folder], None)[0]]
    assert {"c.ann", "deep/gone.txt"} <= set(names)
    assert not {"c.txt", "link.txt"} & set(names)  # the text of c.ann; the same file as b.txt


def test_missing_and_unreadable_files_and_loops_are_plain_sentences(run, tmp_path):
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    os.mkfifo(tmp_path / "pipe.txt")
    result = run(load, tmp_path / "none.txt", loop, tmp_path / "pipe.txt")
    assert "none.txt: there is no such file. Check the path." in result.stderr
    assert "loop.txt: cannot be read: Too many levels of symbolic links." in result.stderr
    assert "pipe.txt: not a regular file." in result.stderr


def test_a_folder_that_leads_to_itself_ends(run, folder):
    (folder / "deep" / "again").symlink_to(folder)
    assert "3 documents loaded" in run(load, folder).stdout


def test_a_refused_load_makes_no_database(run, db_path, tmp_path):
    assert run(load, tmp_path / "none.txt").exit_code == 1
    assert run(load, ROOT / "seeds" / "scheme.toml", "--dry-run").exit_code == 1
    assert not db_path.exists()


def test_a_file_name_that_is_no_utf8_becomes_a_readable_id(run, db, tmp_path):
    name = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    with open(name, "w") as file:
        file.write("Rockets hit.")
    run(load, tmp_path)
    assert [document.id for document in documents(db)] == ["caf\\udce9"]
