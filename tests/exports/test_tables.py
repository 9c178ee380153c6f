"""`exports.tables`: a project as pandas frames."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from sqlite_utils import Database

from exports import tables
from exports.formats.table_rows import ANSWERS, DOCUMENTS, SPANS
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import FileRefused, NotADatabase, StoreError
from labeling.core.scheme_file import read_scheme
from labeling.core.span import Span
from labeling.store.schemes import add_scheme, current_scheme
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.exports.corpus import reports

ROOT = Path(__file__).resolve().parents[2]
FRAMES = (tables.documents, tables.spans, tables.answers, tables.casualties, tables.casualty_totals)
TEXT, MARKS = annotated(
    "😀 Rockets killed [three soldiers|CASUALTY], including [two Americans|CASUALTY], at [Taji|BASE]."
)


def load(db, *layers: Annotation, text: str = TEXT, **document) -> None:
    load_documents(db, [AnnotatedDocument(Document("d", text, **document), layers)])


def test_a_document_a_span_and_an_answer_are_a_row_each(db, db_path):
    base = Span(*MARKS[2].place, attributes={"site": "base", "event": "focus"})
    layer = Annotation("amal", (*MARKS[:2], base), {"attack_report": Answer("no", "threat")}, state="open")
    load(db, layer, title="T", source="S", published="2022-01-05T23:30:00-05:00", meta={"desk": "بغداد"})
    document = tables.documents(db_path).iloc[0]
    assert document[["document_id", "text", "title", "source"]].to_list() == ["d", TEXT, "T", "S"]
    assert (document["date"], document["published"]) == (pd.Timestamp("2022-01-05"), "2022-01-05T23:30:00-05:00")
    assert document["meta"] == '{"desk":"بغداد"}'
    span = tables.spans(db_path).iloc[2]
    assert TEXT[span["start"] : span["end"]] == span["quote"] == "Taji"
    assert (span["attribute.site"], span["attribute.event"]) == ("base", "focus")
    assert span["attributes"] == '{"site":"base","event":"focus"}'
    assert tables.spans(db_path)["attributes"].isna().tolist() == [True, True, False]
    assert tables.answers(db_path).iloc[0].tolist() == [
        "d", "amal", "person", "open", "attack_report", "no", "threat",
    ]  # fmt: skip


def test_columns_that_the_tables_in_files_have_too_have_the_same_names(db_path, db):
    for function, columns in ((tables.documents, DOCUMENTS), (tables.spans, SPANS), (tables.answers, ANSWERS)):
        assert set(columns) <= set(function(db_path).columns)


@pytest.mark.parametrize("function", FRAMES, ids=lambda function: function.__name__)
def test_an_empty_project_gives_an_empty_frame_of_the_same_dtypes(db, db_path, function):
    empty = function(db_path)
    load_documents(db, list(reports(3)))
    full = function(db_path)
    assert len(empty) == 0 < len(full)
    assert empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (3,)


def test_labels_are_categories_in_the_order_of_the_scheme_even_where_none_is_used(db, db_path):
    load(db, Annotation("amal", MARKS[2:]))
    labels = tables.spans(db_path)["label"]
    assert labels.cat.categories.tolist() == ["ACTOR", "WEAPON", "BASE", "CASUALTY"]
    assert labels.value_counts()["ACTOR"] == 0


def test_layers_are_chosen_by_annotator_and_gold(db, db_path):
    gold = Annotation("settled", MARKS[2:], {"attack_report": Answer("yes")}, author_kind="gold")
    load(db, Annotation("amal", MARKS, {"attack_report": Answer("no")}), Annotation("omar", MARKS[:1]), gold)
    load_documents(db, [AnnotatedDocument(Document("unread", "Prices rose."))])

    def authors(**chosen):
        return tables.spans(db_path, **chosen)["annotator"].unique().tolist()

    assert authors() == ["amal", "omar", "settled"]
    assert authors(annotator="omar") == ["omar"]
    assert authors(annotator=["amal", "settled"]) == ["amal", "settled"]
    assert authors(gold=True) == authors(annotator=["amal", "settled"], gold=True) == ["settled"]
    assert authors(annotator="amal", gold=True) == []
    assert tables.answers(db_path, gold=True)["value"].tolist() == ["yes"]
    assert len(tables.casualties(db_path, annotator="omar")) == 1
    assert tables.documents(db_path)["document_id"].tolist() == ["d", "unread"]
    assert tables.documents(db_path, gold=True)["document_id"].tolist() == ["d"]
    with pytest.raises(FileRefused, match=r"'amaal'. Did you mean 'amal'\? There are amal, omar, settled"):
        tables.spans(db_path, annotator="amaal")


def test_what_an_earlier_scheme_had_is_there_still(db, db_path):
    toml = current_scheme(db).toml
    load(db, Annotation("amal", (Span(*MARKS[2].place, attributes={"site": "embassy"}),), {}))
    later = toml.replace('name = "site"', 'name = "place"').replace('name = "BASE"', 'name = "SITE"')
    add_scheme(db, read_scheme(later, where="later.toml"))
    row = tables.spans(db_path).iloc[0]
    assert (row["label"], row["attribute.site"]) == ("BASE", "embassy")
    assert pd.isna(row["attribute.place"])


def test_three_killed_of_them_two_americans(db, db_path):
    load(db, Annotation("amal", MARKS))
    found = tables.casualties(db_path)
    assert found["outcome"].tolist() == ["killed", "killed"]
    assert found[["min", "max"]].to_numpy().tolist() == [[3, 3], [2, 2]]
    assert found["is_subset"].tolist() == [False, True]
    assert found["part_of"].tolist()[1] == found["span_id"][0]
    assert found.loc[found["is_counted"], "min"].sum() == 3
    assert found["is_set"].tolist() == [False, False]
    assert tables.casualty_totals(db_path)[["killed_min", "killed_max", "total"]].iloc[0].tolist() == [3, 3, "killed 3"]


def test_a_death_toll_is_not_added_to_what_it_counts(db, db_path):
    text, spans = annotated("Rockets killed [three soldiers|CASUALTY]. Later the death toll rose to [14|CASUALTY].")
    load(db, Annotation("amal", spans), text=text)
    found = tables.casualties(db_path)
    assert found[["min", "is_toll", "is_counted"]].to_numpy().tolist() == [[3, False, True], [14, True, False]]
    assert tables.casualty_totals(db_path)["killed_min"].tolist() == [14]


def test_numbers_the_annotator_set_stand_before_those_the_parser_reads(db, db_path):
    set_ = Span(*MARKS[0].place, attributes={"outcome": "wounded", "min": 5})
    load(db, Annotation("amal", (set_,)))
    found = tables.casualties(db_path).iloc[0]
    assert (found["outcome"], found["min"], found["is_set"]) == ("wounded", 5, True)
    assert pd.isna(found["max"])
    assert tables.casualty_totals(db_path)["total"].tolist() == ["wounded ≥ 5"]


@pytest.mark.parametrize(
    ("marked", "total", "is_none"),
    [
        ("Rockets fell; there were [no casualties|CASUALTY].", "no casualties", True),
        ("Rockets fell on [soldiers|CASUALTY].", None, False),
    ],
)
def test_an_explicit_zero_is_told_from_what_nobody_said(db, db_path, marked, total, is_none):
    text, spans = annotated(marked)
    load(db, Annotation("amal", spans), text=text)
    found = tables.casualty_totals(db_path).iloc[0]
    assert (found["total"] if total else None, found["is_none"]) == (total, is_none)
    assert pd.isna(found["killed_min"])


def test_a_document_without_a_casualty_has_no_total(db, db_path):
    load(db, Annotation("amal", MARKS[2:]))
    assert len(tables.casualty_totals(db_path)) == len(tables.casualties(db_path)) == 0


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2024-02-29", None])
def test_every_day_there_is_fits(db, db_path, published):
    load(db, published=published)
    day = tables.documents(db_path)["date"][0]
    assert (None if pd.isna(day) else f"{day.year:04}-{day.month:02}-{day.day:02}") == published


def test_a_database_that_is_open_stays_open_and_one_of_others_is_refused(db, db_path, tmp_path):
    load(db, Annotation("amal", MARKS))
    mine = Database(db_path)
    assert len(tables.spans(mine)) == len(tables.spans(mine)) == 3
    with pytest.raises(NotADatabase, match="none of Sitrep's"):
        tables.spans(Database(memory=True))
    mine.execute("PRAGMA user_version = 1")
    with pytest.raises(NotADatabase, match="another version"):
        tables.spans(mine)
    with pytest.raises(StoreError, match="no database"):
        tables.spans(tmp_path / "missing.db")
    mine.conn.close()


def test_importing_it_loads_no_heavy_library():
    heavy = ("spacy", "sklearn", "streamlit", "datasketch", "altair")
    code = f"import sys, exports.tables; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
