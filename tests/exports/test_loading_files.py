"""Files of other tools are loaded: found out from their content, out of archives, with their labels made to fit."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import sitrep
from exports.archives import Zip, gunzip
from labeling.core.errors import FileRefused
from labeling.core.scheme_file import read_scheme
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme

TEXT = "Rockets hit Camp Taji."
BRAT = "T1\tBASE 12 21\tCamp Taji\nR1\tAt Arg1:T1 Arg2:T1\n"
SCHEME = read_scheme(Path("seeds/scheme.toml").read_text("utf-8"), where="seeds/scheme.toml")


def run(db: Path, *arguments: str):
    return CliRunner().invoke(sitrep, ["--db", str(db), *arguments])


def prodigy(label: str) -> str:
    record = {"text": TEXT, "_input_hash": 1, "_task_hash": 2, "answer": "accept"}
    return json.dumps(record | {"spans": [{"start": 12, "end": 21, "label": label}]}) + "\n"


def spans_of(db: Path) -> list[tuple]:
    opened = open_database(db)
    found = opened.execute('SELECT label, "start", "end" FROM spans ORDER BY 1, 2').fetchall()
    opened.conn.close()
    return found


def zipped(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return held.getvalue()


def test_a_brat_folder_and_its_zip_give_the_same_and_say_what_they_do_not_carry(tmp_path):
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.ann").write_text(BRAT)
    (tmp_path / "brat.zip").write_bytes(zipped(a__txt=TEXT, a__ann=BRAT))
    for place in (folder, tmp_path / "brat.zip"):
        db = tmp_path / f"{place.name}.db"
        result = run(db, "load", str(place))
        assert result.exit_code == 0, result.output
        assert "1 document loaded" in result.output
        assert "not carried: 1 relation" in result.output
        assert spans_of(db) == [("BASE", 12, 21)]


def test_an_unknown_label_is_refused_with_the_option_that_maps_it_and_nothing_is_written(tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text(prodigy("BASES"))
    result = run(tmp_path / "p.db", "load", str(file))
    assert result.exit_code == 1
    assert "--map BASES=BASE" in result.output
    assert "--drop BASES" in result.output
    assert not (tmp_path / "p.db").exists()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--map", "SITE=BASE"], [("BASE", 12, 21)]),
        (["--drop", "SITE"], []),
        (["--add-labels"], [("SITE", 12, 21)]),
    ],
)
def test_labels_are_mapped_dropped_or_taken_into_the_scheme(tmp_path, options, expected):
    file = tmp_path / "records.jsonl"
    file.write_text(prodigy("SITE"))
    db = tmp_path / "p.db"
    result = run(db, "load", str(file), *options)
    assert result.exit_code == 0, result.output
    assert spans_of(db) == expected
    opened = open_database(db)
    assert (current_scheme(opened).label("SITE") is not None) == ("--add-labels" in options)
    opened.conn.close()
    again = run(db, "load", str(file), *options)
    assert "0 documents loaded, 1 already there; 0 spans" in again.output


def test_a_map_that_is_none_or_leads_nowhere_is_refused(tmp_path):
    file = tmp_path / "records.jsonl"
    file.write_text(prodigy("SITE"))
    assert "expected OLD=NEW" in run(tmp_path / "p.db", "load", str(file), "--map", "SITE").output
    assert "the scheme has no such label" in run(tmp_path / "p.db", "load", str(file), "--map", "SITE=PLACE").output


def test_a_zip_of_very_many_files_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.txt", "")
    with pytest.raises(FileRefused, match="20,001 files in this zip"):
        Zip(held.getvalue(), file="many.zip")


def test_gzip_is_unpacked_and_a_cut_one_is_refused(tmp_path):
    packed = gzip.compress(prodigy("BASE").encode())
    (tmp_path / "records.jsonl.gz").write_bytes(packed)
    result = run(tmp_path / "p.db", "load", str(tmp_path / "records.jsonl.gz"))
    assert result.exit_code == 0, result.output
    assert spans_of(tmp_path / "p.db") == [("BASE", 12, 21)]
    with pytest.raises(FileRefused, match="cut off"):
        gunzip(packed[:-12], file="x.gz")


def test_gzip_under_another_name_is_refused():
    with pytest.raises(FileRefused, match=r"x\.spacy, line 1: this looks like gzip"):
        gunzip(gzip.compress(b"anything"), file="x.spacy")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_that_unpack_without_a_bound_are_refused_before_they_are_read(method):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr("a.txt", "Rockets hit.")
    with pytest.raises(FileRefused, match=r"x\.zip: the file 'a\.txt' in it is packed by another method"):
        Zip(held.getvalue(), file="x.zip")


def test_every_format_is_listed_with_what_it_loses():
    result = CliRunner().invoke(sitrep, ["formats"])
    assert result.exit_code == 0
    for key in ("brat", "prodigy", "webanno", "jsonl"):
        assert f"\n{key} (" in "\n" + result.output
    assert "loses:" in result.output
