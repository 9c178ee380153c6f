"""Which cursors are taken, and when a line counts as written in another shape."""

import pytest

from exports.delta import write_delta
from exports.delta_cursor import SPECIMEN, shape
from exports.formats import jsonl_spans
from labeling.core.errors import FileRefused
from labeling.store.database import open_database
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.exports.deltas import Deltas


@pytest.fixture
def deltas(db, tmp_path):
    return Deltas(db, tmp_path)


def test_cursors_that_lead_nowhere_are_refused(db, deltas, tmp_path):
    load_documents(db, list(reports(3)))
    deltas.write()
    project, of_shape, number = deltas.cursor.split(".")
    other = open_database(tmp_path / "other.db")
    for cursor, why in (
        (write_delta(other, tmp_path / "other.jsonl", "start").cursor, "a cursor of another project"),
        (f"{project}.00000000.{number}", "another shape"),
        (f"{project}.{of_shape}.{int(number) + 1}", "ahead of this database"),
        ("yesterday", "is no cursor"),
    ):
        with pytest.raises(FileRefused, match=why):
            write_delta(db, tmp_path / "refused.jsonl", cursor)
    assert not (tmp_path / "refused.jsonl").exists()


def test_a_line_in_another_shape_makes_another_cursor_and_all_digests_anew(db, deltas, monkeypatch):
    load_documents(db, list(reports(3)))
    deltas.write()
    checksum = deltas.newest.checksum
    monkeypatch.setattr(jsonl_spans.Span, "quote", lambda span, text: "…")
    shape.cache_clear()
    try:
        with pytest.raises(FileRefused, match="another shape"):
            deltas.write()
        deltas.cursor = "start"
        deltas.write()
        assert deltas.newest.checksum != checksum
    finally:
        shape.cache_clear()


def test_the_specimen_of_the_shape_fills_every_field():
    document, [layer] = SPECIMEN.document, SPECIMEN.annotations
    for value in (document, layer, *layer.spans, *layer.answers.values()):
        assert [name for name in value.__dataclass_fields__ if not getattr(value, name) and name != "start"] == []
    assert SPECIMEN.boilerplate
