import csv
import gzip
import json
import os
from unittest import mock

import pyarrow
import pytest
from pyarrow import parquet

from labeling.core.errors import FileRefused
from models import articles as articles_module
from models.scale import planning, row_groups, whole_files
from models.scale import shard as shards
from models.scale.planning import found_in, shards_of
from models.scale.shard import Shard, source_of


@pytest.fixture
def expected(articles, jsonl, tmp_path, scores, monkeypatch) -> bytes:
    """What one shard of plain JSONL gives."""
    monkeypatch.setattr(shards, "SHARD_BYTES", 10**9)
    (tmp_path / "expected").mkdir()
    (tmp_path / "expected" / "a.jsonl").write_bytes(jsonl)
    found, counts = scores(tmp_path / "expected" / "a.jsonl", out="expected.jsonl")
    assert [json.loads(line)["id"] for line in found.splitlines()] == [one["id"] for one in articles]
    assert counts["n"] == len(articles)
    monkeypatch.setattr(shards, "SHARD_BYTES", 5_000)
    return found


def as_jsonl(path, articles, jsonl):
    path.write_bytes(jsonl)


def as_gzip(path, articles, jsonl):
    half = len(jsonl) // 2
    path.write_bytes(gzip.compress(jsonl[:half]) + gzip.compress(jsonl[half:]))


def as_csv(path, articles, jsonl, **options):
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["source", "id", "text"], **options)
        table.writeheader()
        table.writerows({"source": "bulletin, “daily”"} | one for one in articles)


def as_tsv(path, articles, jsonl):
    as_csv(path, articles, jsonl, delimiter="\t")


def as_parquet(path, articles, jsonl):
    parquet.write_table(pyarrow.Table.from_pylist(articles), path, row_group_size=97)


WRITERS = {
    "a.jsonl": as_jsonl,
    "a.jsonl.gz": as_gzip,
    "a.csv": as_csv,
    "a.csv.gz": as_csv,
    "a.tsv": as_tsv,
    "a.parquet": as_parquet,
}


def n_shards(path) -> int:
    key = path.name.removesuffix(".gz").rpartition(".")[2].replace("tsv", "csv")
    return len(list(shards_of([source_of(path, key)])))


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_articles_give_the_same_bytes_in_every_kind_of_file(name, tmp_path, articles, jsonl, scores, expected):
    path = tmp_path / name
    WRITERS[name](path, articles, jsonl)
    assert n_shards(path) > 2
    assert scores(path)[0] == expected


@pytest.mark.parametrize("size", [1, 37, 400, 5_001])
def test_every_line_is_read_once_wherever_the_stretches_end(size, tmp_path, jsonl, articles, scheme, monkeypatch):
    monkeypatch.setattr(shards, "SHARD_BYTES", size)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\n" + b"".join(jsonl.splitlines(keepends=True)[:12]).rstrip(b"\n"))
    found = [one.id for shard in shards_of([source_of(path, "jsonl")]) for one in found_in(shard, scheme)]
    assert found == [one["id"] for one in articles[:12]]


def test_one_large_row_group_is_cut_into_slices(tmp_path, articles, scheme, monkeypatch):
    monkeypatch.setattr(row_groups, "TIMES", 1)
    monkeypatch.setattr(shards, "SHARD_BYTES", 5_000)
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(articles), path)
    found = [list(found_in(shard, scheme)) for shard in shards_of([source_of(path, "parquet")])]
    assert 5 < len(found) <= row_groups.MOST_SLICES
    assert [one.id for part in found for one in part] == [one["id"] for one in articles]


def test_a_parquet_file_is_described_once_by_a_process_while_it_is_planned(tmp_path, articles):
    sources = []
    for name in ("a.parquet", "b.parquet"):
        parquet.write_table(pyarrow.Table.from_pylist(articles[:5]), tmp_path / name)
        sources.append(source_of(tmp_path / name, "parquet"))
    with mock.patch.object(row_groups.subprocess, "run", wraps=row_groups.subprocess.run) as started:
        assert [shard.source for shard in shards_of(sources)] == sources
    assert started.call_count == 2


def test_a_folder_of_texts_is_scored_many_files_a_shard(tmp_path, articles, scores, monkeypatch):
    monkeypatch.setattr(whole_files, "MOST_FILES", 7)
    folder = tmp_path / "texts"
    folder.mkdir()
    for number, one in enumerate(articles[:20]):
        (folder / f"t{number:02}.txt").write_text(one["text"], encoding="utf-8")
    found, _ = scores(folder)
    assert [json.loads(line)["id"] for line in found.splitlines()] == [f"t{n:02}" for n in range(20)]


def test_files_of_a_folder_come_in_the_order_of_their_names(tmp_path, articles, jsonl, scores):
    folder = tmp_path / "mixed"
    folder.mkdir()
    as_csv(folder / "b.csv", articles[:2], b"")
    as_gzip(folder / "a.jsonl.gz", [], jsonl)
    (folder / "c.txt").write_text("Mortars landed inside the camp.")
    ids = [json.loads(line)["id"] for line in scores(folder)[0].splitlines()]
    assert ids == [*(one["id"] for one in articles), articles[0]["id"], articles[1]["id"], "c"]


def test_rows_of_spans_of_one_document_are_one_article(tmp_path, scores):
    path = tmp_path / "spans.csv"
    path.write_text("doc_id,text,start,end,label\nd1,Rockets hit.,0,7,W\nd1,Rockets hit.,8,11,X\nd2,Talks.,0,5,W\n")
    assert [json.loads(line)["id"] for line in scores(path)[0].splitlines()] == ["d1", "d2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", 'id,text\n1,Rockets.\n2,"never closed\n' + "x,y\n" * 99, "a.csv, line 3: a quote that opens here"),
        ("a.csv", "id,text\n1,Rockets.\n2\n", "a.csv, line 3: 1 cells, expected 2"),
        ("a.csv", b"id,text\n1,Rockets.\n2,caf\xe9\n", "a.csv, line 3, column 6: byte 0xE9 is not UTF-8"),
        ("a.csv", "id;text\n1;Rockets.\n", "it looks as if ; parts the columns"),
        ("a.parquet", "PAR1 and nothing", "this Parquet file cannot be read"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "Rockets."}\n' * 99, mtime=0)[:-9], "this file is cut off"),
        ("a.jsonl.gz", b'{"text": "Rockets."}\n', "damaged, or no gzip file"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "Rockets."}\n{broken\n', mtime=0), "a.jsonl.gz, line 2"),
    ],
    ids=[
        "a quote never closed",
        "a cell missing",
        "not UTF-8",
        "semicolons",
        "no Parquet",
        "cut off",
        "no gzip",
        "a broken line",
    ],
)
def test_a_fault_in_a_large_file_is_named_with_its_line(name, content, said, tmp_path, scores, small_shards):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileRefused, match="was not written") as refused:
        scores(tmp_path / name)
    assert said in str(refused.value)


def test_the_line_of_a_fault_is_that_of_the_file_not_of_the_stretch(tmp_path, jsonl, scores, small_shards):
    lines = jsonl.splitlines(keepends=True)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join([*lines[:200], b'{"id": "x"}\n', *lines[200:]]))
    with pytest.raises(FileRefused, match=r"a\.jsonl, line 201: there is no key `text`"):
        scores(path)


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(tmp_path, scores, monkeypatch):
    monkeypatch.setattr(articles_module, "MOST_LINE_BYTES", 1_000)
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,Rockets.\n2,"never closed\n' + "and so on\n" * 1_000)
    with pytest.raises(FileRefused, match="longer than 1,000 bytes"):
        scores(path)


def test_a_file_that_is_gone_when_its_turn_comes_is_a_refusal(tmp_path, jsonl, scheme):
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl)
    (shard,) = shards_of([source_of(path, "jsonl")])
    os.unlink(path)
    (found,) = found_in(shard, scheme)
    assert "a.jsonl: cannot be read: No such file" in str(found)


def test_with_partial_the_rows_behind_a_bad_one_are_read(tmp_path, scores, monkeypatch):
    monkeypatch.setattr(articles_module, "MOST_LINE_BYTES", 200)
    path, out = tmp_path / "a.csv", tmp_path / "out.jsonl"
    long_row = b"l," + b"x" * 500
    path.write_bytes(
        b'id,text\na,Rockets.\nb,caf\xe9\n"c","first\nn\xe9xt"\n' + long_row + b"\nd,Talks.\ne,nul\0here\nf,End.\n"
    )
    found, counts = scores(path, partial=True)
    assert [json.loads(line)["id"] for line in found.splitlines()] == ["a", "d", "f"]
    faults = (tmp_path / f"{out.name}.faults.txt").read_text("utf-8").splitlines()
    assert [fault.split(":")[0].removeprefix(f"{path}, ") for fault in faults] == [
        "line 3, column 6",
        "line 5, column 2",
        "line 6",
        "line 8, column 6",
    ]
    assert counts["n_left_out"] == 4


def test_where_reading_cannot_go_on_it_is_said(tmp_path, scores):
    path = tmp_path / "a.csv"
    path.write_text('id,text\na,Rockets.\nb,"cut"off\nc,Talks.\n')
    assert scores(path, partial=True)[1]["n"] == 1
    assert "line 3" in (told := (tmp_path / "out.jsonl.faults.txt").read_text())
    assert "from there on nothing was read" in told


def test_a_table_without_texts_names_its_columns_however_large_it_is(tmp_path, scores, monkeypatch):
    monkeypatch.setattr(planning, "MOST_BYTES", 10)
    table, rows = tmp_path / "a.parquet", tmp_path / "a.csv"
    parquet.write_table(pyarrow.Table.from_pylist([{"id": "a", "body": "Rockets."}] * 3), table)
    rows.write_text("id,body\na,Rockets.\n")
    for path in (table, rows):
        with pytest.raises(FileRefused, match=r"there is no column `text`; found: id, body\. Rename") as refused:
            scores(path)
        assert str(refused.value).count("body") == 1
    with pytest.raises(FileRefused, match=r"No article .* \(1 fault\)\. The first fault: .*found: id, body"):
        scores(table, partial=True)


def test_a_reader_of_parquet_that_is_ended_in_the_middle_of_a_row_is_a_refusal(tmp_path, scheme, monkeypatch):
    reader, path = tmp_path / "reader.py", tmp_path / "a.parquet"
    reader.write_text("""import os; os.write(1, b'[1, "a", "Rockets."]\\n[2, "b", "Mor'); os.abort()""")
    path.write_bytes(b"PAR1")
    monkeypatch.setattr(row_groups, "READER", reader)
    first, refused = row_groups.read(Shard(row_groups.KIND, (source_of(path, "parquet"),), 1, 3), scheme)
    assert first.text == "Rockets."
    assert "this Parquet file cannot be read" in str(refused)


def test_a_text_that_is_none_is_named_by_its_row_of_parquet(tmp_path, scores):
    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([{"id": "a", "text": 7}]), path)
    with pytest.raises(FileRefused, match=r"a\.parquet, row 1: the text is a number"):
        scores(path)


def test_what_is_passed_over_in_a_folder_and_what_is_empty_is_told(tmp_path, articles, jsonl, scores):
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(jsonl)
    (folder / "b.jsonl").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    told = []
    assert scores(folder, notice=told.append)[1]["n"] == len(articles)
    assert told == [
        f"{folder}: 1 file of other kinds passed over: picture.png.",
        f"{folder}/b.jsonl: this file is empty (0 bytes).",
    ]
    (folder / "a.jsonl").unlink()
    (folder / "b.jsonl").unlink()
    with pytest.raises(FileRefused, match=r"there is picture\.png\. Name a file\.\nNothing was written"):
        scores(folder)


def test_an_id_that_comes_twice_has_two_lines(tmp_path, scores):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "a", "text": "Rockets."}\n{"id": "a", "text": "Talks."}\n')
    assert [json.loads(line)["id"] for line in scores(path)[0].splitlines()] == ["a", "a"]
