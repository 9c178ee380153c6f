"""Every file of another tool is told by its content, without --format."""

import pytest

from exports.formats import FORMATS, SNIFFED, format_by_content
from exports.formats.first_object import first_object
from tests.exports.conformance import CONFORMANCE, entries

READ_AS = {  # the manifest's word to the key of FORMATS; what is missing here is not read
    "prodigy-jsonl": "prodigy",
    "doccano-jsonl": "doccano",
    "doccano-json": "doccano",
    "doccano-jsonl-v0": "doccano",
    "doccano-csv": "csv",
    "doccano-fasttext": "fasttext",
    "doccano-conll": "conll",
    "label-studio-json": "label-studio",
    "label-studio-csv": "label-studio-min",
    "brat-standoff": "brat",
    "conll2003": "conll",
    "iob-sent-per-line": "conll",
    "bio-tsv": "conll",
    "bio-space": "conll",
    "germeval-tsv": "conll",
    "spacy-v2-tuples": "spacy-json",
    "spacy-v2-json": "spacy-json",
    "spacy-textcat-jsonl": "spacy-json",
    "spacy-docbin": "spacy",
    "webanno-tsv3": "webanno",
    "uima-xmi": "uima-cas",
    "uima-cas-json": "uima-cas",
    "hf-tokens-jsonl": "hf",
    "hf-spans-jsonl": "hf",
    "hf-parquet": "hf",
    "argilla-v2-json": "argilla",
    "potato-v1-jsonl": "potato",
    "potato-v1-tsv": "potato",
    "potato-v2-user-state": "potato",
    "potato-v0-csv": "csv",
    "gate-xml": "gate",
    "gate-bdocjs": "gate",
}
AMBIGUOUS = {  # a file that says nothing of its tool, what it is taken for, and why
    # text, spans and meta are flat Sitrep JSONL as well, key by key: --format prodigy makes its spans suggestions
    "prodigy/bio_events_preannotated.jsonl": "jsonl",
}
ENTRIES = entries(lambda entry: True)


def test_the_files_are_there(shared):
    assert len(ENTRIES) > 90
    assert AMBIGUOUS.keys() < {entry["file"] for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_file_is_told_by_its_content(entry):
    path = CONFORMANCE / entry["file"]
    data = path.read_bytes()
    if entry["format"] in READ_AS:
        expected = AMBIGUOUS.get(entry["file"], READ_AS[entry["format"]])
        assert format_by_content(data, path.name) == expected
    else:
        assert [key for key, one in FORMATS.items() if one.sniff and one.sniff(data[:SNIFFED], path.name)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_no_two_formats_claim_a_file(entry):
    path = CONFORMANCE / entry["file"]
    data = path.read_bytes()[:SNIFFED]
    assert len([key for key, one in FORMATS.items() if one.sniff and one.sniff(data, path.name)]) <= 1


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('{"id": 1, "data": "Camp Taji", "label": [[0, 9, "BASE"]]}', "hf"),
        ('{"id": 1, "text": "Camp Taji", "data": "d", "label": [[0, 9, "BASE"]]}', "doccano"),
        ('{"id": 1, "text": "Camp Taji", "label": [[0, 9, "BASE"]]}', "doccano"),
        ('{"data": "Camp Taji", "label": ["news"]}', "doccano"),
        ('{"text": "Camp Taji", "spans": [{"start": 0, "end": 9, "label": "BASE", "token_start": 0}]}', "prodigy"),
        ('{"text": "Camp Taji", "spans": [{"start": 0, "end": 9, "label": "BASE"}]}', "jsonl"),
    ],
)
def test_rows_that_are_nearly_alike_are_told_by_their_keys(row, expected):
    assert format_by_content(row.encode() + b"\n", "rows.jsonl") == expected


@pytest.mark.parametrize("data", [b"", b"[", b"{", b"[" * 60_000, b"\xff\xfe{", b'{"a": ' + b"9" * 10_000, b"[1]"])
def test_bytes_that_hold_no_object_are_no_object(data):
    assert first_object(data) == {}
