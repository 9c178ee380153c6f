"""`sitrep load --partial`: the good records are loaded, the bad ones listed with their lines and left out."""

import json

import pytest

from exports.commands.load import load
from exports.formats import FORMATS
from exports.good_records import blame, leave_out_bad
from labeling.store.annotations import annotated_documents
from labeling.store.documents import documents, n_documents

TEXT = "Rockets hit Camp Taji."


def record(name: str, *, end: int = 7, label: str = "WEAPON", text: str = TEXT) -> str:
    spans = [{"start": 0, "end": end, "label": label}, {"start": 12, "end": 21, "label": "BASE"}]
    return json.dumps({"id": name, "text": f"{text} {name}", "spans": spans}) + "\n"


def ids(db) -> list[str]:
    return [document.id for document in documents(db)]


@pytest.fixture
def half_good(tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(record("a") + record("b", end=700) + '{"id": "c"\n' + record("d"))
    return file


def test_the_good_records_are_loaded_and_the_bad_ones_said(run, db, half_good):
    result = run(load, half_good, "--partial")
    assert result.exit_code == 0
    assert result.stdout == (
        "2 documents loaded, 0 already there; 4 spans, 0 answers. Left out for their faults: 2 records.\n"
    )
    assert f"Left out: {half_good}, line 2: span 0–700" in result.stderr
    assert f"Left out: {half_good}, line 3, column" in result.stderr
    assert ids(db) == ["a", "d"]


def test_a_record_with_one_bad_span_is_left_out_whole(run, db, half_good):
    run(load, half_good, "--partial")
    assert [len(annotated.annotations[0].spans) for annotated in annotated_documents(db)] == [2, 2]


def test_a_dry_run_says_the_same_figures_and_writes_nothing(run, db, half_good):
    dry = json.loads(run(load, half_good, "--partial", "--dry-run", "--json").stdout)
    assert n_documents(db) == 0
    real = json.loads(run(load, half_good, "--partial", "--json").stdout)
    assert dry | {"dry_run": False} == real
    assert real["n_records_left_out"] == 2


def test_without_partial_nothing_of_the_file_is_loaded(run, db, half_good):
    assert run(load, half_good).exit_code == 1
    assert n_documents(db) == 0


def test_every_fault_goes_into_a_file_if_asked(run, tmp_path):
    file, faults = tmp_path / "news.jsonl", tmp_path / "faults.jsonl"
    file.write_text("".join(record(f"r{n}", end=700) for n in range(30)))
    result = run(load, file, "--faults", faults)
    assert "… and 10 more faults." in result.stderr
    lines = [json.loads(line) for line in faults.read_text().splitlines()]
    assert [fault["line"] for fault in lines] == list(range(1, 31))
    assert lines[0]["fault"].startswith(f"{file}, line 1: span 0–700")


def test_a_record_that_clashes_with_a_text_in_the_project_is_left_out(run, db, tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(record("a"))
    run(load, file)
    file.write_text(record("a", text="Rockets hit Camp Taji, too.") + record("b"))
    result = run(load, file, "--partial")
    assert f"{file}, line 1: document 'a' is there already with another text." in result.stderr
    assert ids(db) == ["a", "b"]


def test_of_two_texts_under_one_id_the_first_is_loaded(run, db, tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(record("a") + record("a", text="Rockets hit Camp Taji, too."))
    assert "Left out for their faults: 1 record." in run(load, file, "--partial").stdout
    assert next(documents(db)).text == f"{TEXT} a"


def test_a_record_with_an_unknown_label_is_left_out_and_the_label_is_not_taken_into_the_scheme(run, db, tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(record("a", label="PLACE") + record("b") + record("c", label="PLACE"))
    result = run(load, file, "--partial")
    assert "Left out for their faults: 2 records." in result.stdout
    assert "which 2 spans have" in result.stderr
    assert "--map PLACE=" in result.stderr
    assert ids(db) == ["b"]


def test_a_file_without_a_good_record_is_refused(run, db, tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text(record("a", end=700))
    assert run(load, file, "--partial").exit_code == 1


def test_a_file_that_cannot_be_read_does_not_keep_the_others_out(run, db, tmp_path, half_good):
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9 bombed")
    result = run(load, half_good, tmp_path / "latin.txt", "--partial")
    assert "Left out for their faults: 2 records and 1 file." in result.stdout
    assert ids(db) == ["a", "d"]


PRODIGY = {"_input_hash": 1, "_task_hash": 2, "answer": "accept"}


def prodigy(text: str, end: int, who: str) -> str:
    spans = [{"start": 0, "end": end, "label": "WEAPON"}]
    return json.dumps({"text": text, "spans": spans, "_annotator_id": who} | PRODIGY) + "\n"


START = "-DOCSTART- O\n\n"
MANY_RECORDS = {  # format: (content, texts that stay)
    "prodigy": (prodigy(TEXT, 7, "amal") + prodigy("Drones came.", 6, "amal") + prodigy(TEXT, 700, "omar"), 2),
    "conll": (START + "Rockets B-WEAPON\n\n" + START + "hit O\nTaji X-BASE\n\n" + START + "Drones O\n", 2),
    "csv": ("id,text,start,end,label\na,Rockets hit.,0,7,BASE\na,Rockets hit.,0,70,BASE\nb,Drones came.,0,6,BASE\n", 1),
    "brat": ("T1\tWEAPON 0 70\tRockets\n", 0),
}  # fmt: skip


@pytest.mark.parametrize("key", MANY_RECORDS)
def test_a_fault_in_a_document_of_several_lines_leaves_out_that_document(key, scheme):
    content, n_good = MANY_RECORDS[key]
    beside = {"x.txt": TEXT.encode()}.get
    reading = FORMATS[key].read(content.encode(), file="x.ann", scheme=scheme, annotator=None, beside=beside)
    assert reading.n_faults
    blame("x.ann", reading)
    left_out = leave_out_bad(reading)
    assert len(reading.documents) == n_good
    assert left_out.n_records + left_out.n_files == 1


def test_a_json_array_that_breaks_off_is_left_out_as_a_file(run, db, tmp_path):
    (tmp_path / "tasks.json").write_text('[{"id": 1, "data": {"text": "Rockets hit."}, "annotations": []},\n {"id"')
    (tmp_path / "a.txt").write_text("Drones came.")
    result = run(load, tmp_path / "tasks.json", tmp_path / "a.txt", "--partial")
    assert "Left out for their faults: 1 file." in result.stdout
    assert ids(db) == ["a"]
