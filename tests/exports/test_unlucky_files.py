"""Files as unlucky people have them: each refusal says what it is and what to do."""

import io
import zipfile

import pytest

from exports.commands.load import load


def office() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", "<w/>")
    return packed.getvalue()


UNLUCKY = {
    "a.docx": (office(), "a.docx: this is an Office document. Save its text as UTF-8, a table as CSV."),
    "a.doc": (b"\xd0\xcf\x11\xe0 and more", "a.doc: this looks like an old Office document"),
    "a.pdf": (b"%PDF-1.4", "a.pdf: this looks like a PDF renamed. Save its text as UTF-8 (pdftotext does)."),
    "a.db": (b"SQLite format 3\0", "a.db: this looks like an SQLite database. A project of Sitrep is taken in by"),
    "a.md": (b"# Rockets", "a.md: files of this kind are not read. Expected .txt, .jsonl, .ndjson, .html,"),
    "a.txt": ("Rockets".encode("utf-32"), "a.txt, line 1: this is not UTF-8 text but looks like UTF-32."),
    "sep.csv": (b"sep=,\nid,text\na,Rockets\n", "sep.csv, line 1: a line for Excel, 'sep=', where the header is."),
    "joined.jsonl": (b'{"text":"a"}\n\xef\xbb\xbf{"text":"b"}\n', "line 2, column 1: a byte order mark stands here"),
    "id.jsonl": (rb'{"id": "\ud800", "text": "a"}', "line 1: `id` holds half a surrogate pair (U+D800) at 0"),
    "meta.jsonl": (rb'{"text": "a", "meta": {"x": "\u0000"}}', "line 1: `meta` holds a NUL character"),
    "null.jsonl": (
        b'{"text": "a", "spans": [{"start": null, "end": 1, "label": "BASE"}]}',
        "`start` is null; expected",
    ),
}


@pytest.mark.parametrize("name", UNLUCKY)
def test_a_file_that_cannot_be_loaded_says_what_it_is(name, run, db, tmp_path):
    content, said = UNLUCKY[name]
    (tmp_path / name).write_bytes(content)
    result = run(load, tmp_path / name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert result.stderr.endswith("Nothing was loaded.")


@pytest.mark.parametrize(
    "suffix", ["txt", "jsonl", "json", "csv", "tsv", "parquet", "xmi", "spacy", "html", "zip", "gz"]
)
def test_an_empty_file_of_any_kind_is_called_empty(suffix, run, db, tmp_path):
    (tmp_path / f"a.{suffix}").touch()
    assert (
        f"a.{suffix}: the file is empty (0 bytes), perhaps a failed download."
        in run(load, tmp_path / f"a.{suffix}").stderr
    )


def test_an_empty_path_is_a_wrong_call_and_not_this_folder(run, db, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Rockets hit.")
    monkeypatch.chdir(tmp_path)
    result = run(load, "")
    assert (result.exit_code, "the path is empty" in result.stderr) == (2, True)
    assert db.execute("SELECT count(*) FROM documents").fetchone() == (0,)


def test_ndjson_is_another_name_of_jsonl(run, db, tmp_path):
    (tmp_path / "a.ndjson").write_text('{"text": "Rockets hit."}\n')
    assert run(load, tmp_path / "a.ndjson").stdout.startswith("1 document loaded")


def test_a_label_that_cannot_be_one_is_refused_with_what_to_do(run, db, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a", "spans": [{"start": 0, "end": 1, "label": "a b"}]}')
    stderr = run(load, tmp_path / "a.jsonl", "--add-labels").stderr
    assert "'a b' cannot be a label" in stderr
    assert stderr.endswith("Map it to one that can, say --map 'a b=a_b', or drop it. Nothing was changed.")
