"""WebAnno TSV 3: every conformance file, the columns and escapes of its specification, and hostile rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import webanno
from tests.exports.conformance import CONFORMANCE, entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.test_conll import marks
from tests.exports.test_round_trip import SCHEME

ENTRIES = entries(lambda entry: entry["format"] == "webanno-tsv3")
HEADER = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|value\n\n\n"


def read(content: str, file: str = "r1.tsv", annotator: str | None = None):
    return webanno.read(content.encode("utf-8"), file=file, scheme=SCHEME, annotator=annotator)


def one_sentence(text: str, *rows: str) -> str:
    return "".join([HEADER, f"#Text={text}\n", *(f"{row}\t\n" for row in rows)])


def test_the_files_are_there(shared):
    assert len(ENTRIES) == 10


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_file_holds_is_loaded_or_counted(entry):
    reading = read_entry("webanno", entry)
    assert reading.faults == []
    assert len(reading.documents) == entry["n_documents"]
    assert n_spans(reading) + n_left_out(reading, "given twice", "of no length") == entry["n_spans"]
    assert n_left_out(reading, "linguistic layers") == entry.get("n_other_layer_spans", 0)
    assert n_left_out(reading, "relations") == entry.get("n_relations", 0)
    assert webanno.looks_like((CONFORMANCE / entry["file"]).read_bytes(), "x")


def test_offsets_count_utf_16_units_and_become_code_points():
    reading = read(
        one_sentence(
            "🚀 hit 🏴 Taji", "1-1\t0-2\t🚀\tWEAPON", "1-2\t3-6\thit\t_", "1-3\t7-9\t🏴\t_", "1-4\t10-14\tTaji\tBASE"
        )
    )
    assert [(s.start, s.end, s.label) for s in reading.documents[0].annotations[0].spans] == [
        (0, 1, "WEAPON"),
        (8, 12, "BASE"),
    ]


def test_a_number_joins_the_rows_of_one_annotation_and_a_bar_stacks_several():
    rows = ("1-1\t0-4\tCamp\tBASE[1]|ACTOR[2]", "1-2\t5-9\tTaji\tBASE[1]", "1-2.1\t5-7\tTa\tX")
    assert sorted(marks(read(one_sentence("Camp Taji", *rows)))) == [
        ("Camp", "ACTOR"), ("Camp Taji", "BASE"), ("Ta", "X"),
    ]  # fmt: skip


def test_escapes_are_resolved_in_values_and_in_the_text():
    reading = read(
        one_sentence(r"a\\b c\_d", r"1-1" + "\t0-3\t" + r"a\\b" + "\t" + r"x\|y\[1\]\_\->", "1-2\t4-7\tc\\_d\t\\_")
    )
    assert marks(reading) == [("a\\b", "x|y[1]_->"), ("c_d", "_")]


def test_chains_give_spans_and_their_links_are_counted():
    header = "#FORMAT=WebAnno TSV 3.3\n#T_CH=custom.Link|referenceType|referenceRelation\n\n\n#Text=He shot himself\n"
    rows = "1-1\t0-2\tHe\tpr[1]\tcoref->1-1\t\n1-2\t3-7\tshot\t_\t_\t\n1-3\t8-15\thimself\tpr[1]\t*->1-2\t\n"
    reading = read(header + rows)
    assert marks(reading) == [("He", "pr"), ("himself", "pr")]
    assert n_left_out(reading, "chain links") == 2


def test_other_features_of_a_span_are_counted_once():
    content = one_sentence("Camp Taji", "1-1\t0-4\tCamp\tBASE[1]\thigh[1]", "1-2\t5-9\tTaji\tBASE[1]\thigh[1]")
    reading = read(content.replace("|value", "|value|confidence"))
    assert marks(reading) == [("Camp Taji", "BASE")]
    assert n_left_out(reading, "other features of spans") == 1


def test_what_lies_between_sentences_is_filled_and_said():
    content = one_sentence("Hit.", "1-1\t0-4\tHit.\tX") + "\n#Text=So.\n2-1\t7-10\tSo.\tX\t\n"
    reading = read(content)
    assert reading.documents[0].document.text == "Hit.  \nSo."
    assert marks(reading) == [("Hit.", "X"), ("So.", "X")]
    assert "between sentences" in reading.warnings[0]


@pytest.mark.parametrize(
    ("file", "annotator", "expected"),
    [
        ("x.zip/annotation/r1.txt/amal.tsv", None, ("r1.txt", "amal", "person")),
        ("x/curation/r1.txt/CURATION_USER.tsv", None, ("r1.txt", "CURATION_USER", "gold")),
        ("x/annotation/r1.txt/INITIAL_CAS.tsv", None, ("r1.txt", "import", "import")),
        ("x/annotation/r1.txt/amal.tsv", "Badr", ("r1.txt", "Badr", "person")),
        ("amal.tsv", None, ("amal", "import", "import")),
    ],
)
def test_an_export_of_a_project_names_document_and_annotator_by_its_folders(file, annotator, expected):
    (one,) = read(one_sentence("Hit", "1-1\t0-3\tHit\tX"), file, annotator).documents
    (layer,) = one.annotations
    assert (one.document.id, layer.author, layer.author_kind) == expected


@pytest.mark.parametrize(
    "content",
    [
        "",
        "#FORMAT=WebAnno TSV 2.0\n",
        HEADER,
        HEADER + "1-1\t0-3\tHit\tX\n",
        one_sentence("Hit", "1-1 0-3 Hit X"),
        one_sentence("Hit", "1-1\t0-3\tHit"),
        one_sentence("Hit", "1-1\t0-3\tHit\tX\tY"),
        one_sentence("Hit", "1-1\t0-9\tHit\tX"),
        one_sentence("Hit", "1-1\t0-3\tMiss\tX"),
        one_sentence("Hit", "1-1\t999999999-999999999\tHit\tX"),
        one_sentence("Hit", "1-1\t0-3\tHit\t" + "X|" * 2000),
        one_sentence("🚀", "1-1\t0-2\t🚀\tX", "1-1.1\t0-1\t\tX"),
        one_sentence("Hit", "1-1\t0-3\tHit\tX") + "#Text=So\n2-1\t1-3\tSo\tX\t\n",
        one_sentence("Hit", "1-1\t0-3\tHit\tX") + "#Text=So\n",
    ],
    ids=range(14),
)
def test_a_row_that_cannot_be_read_is_a_fault(content):
    reading = read(content)
    assert reading.n_faults == 1
    first_line(reading)


PIECES = st.sampled_from(
    ["#Text=", "Hit", "\n", "\t", "1-1", "1-2", "0-3", "4-5", "_", "*", "|", "[1]", "\\", "🚀", "X"]
)


@given(st.lists(PIECES).map("".join) | st.text(max_size=20))
def test_any_rows_give_a_document_or_faults(content):
    reading = read(HEADER + content.encode("utf-8", "replace").decode())
    assert reading.documents or reading.faults
    first_line(reading)
