"""A new project starts with the sample reports; an old one is left alone."""

import pytest

from exports import samples
from labeling.store.annotations import annotators
from labeling.store.database import open_database
from labeling.store.documents import n_documents

RECORD = '{"id": "s1", "text": "Rockets hit.", "attack_report": "yes", "spans": []}\n{"id": "s2", "text": "Unread."}\n'


def test_a_new_project_has_the_samples_under_a_name_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr(samples, "ARTICLES", tmp_path / "articles.jsonl")
    samples.ARTICLES.write_text(RECORD)
    path = tmp_path / "new" / "sitrep.db"
    path.parent.mkdir()
    assert samples.ensure_project(path)
    db = open_database(path)
    assert n_documents(db) == 2
    assert [(a.name, a.kind, a.n_done) for a in annotators(db)] == [("sample", "import", 1)]
    db.conn.close()
    assert not samples.ensure_project(path)
    assert [found.name for found in path.parent.iterdir()] == ["sitrep.db"]


@pytest.mark.skipif(not samples.ARTICLES.exists(), reason="seeds/articles.jsonl is not there")
def test_the_samples_that_ship_can_be_loaded(tmp_path):
    path = tmp_path / "sitrep.db"
    assert samples.ensure_project(path)
    db = open_database(path)
    assert n_documents(db) == len(samples.ARTICLES.read_text("utf-8").strip().split("\n"))
    db.conn.close()
