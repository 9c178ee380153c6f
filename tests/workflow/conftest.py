"""Projects beside the one of a test."""

import pytest

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.database import open_database
from labeling.workflow.load import load_documents


@pytest.fixture
def make(tmp_path):
    """Makes a project of documents by id and text."""
    opened = []

    def project(name: str, **texts: str):
        db = open_database(tmp_path / f"{name}.db")
        opened.append(db)
        load_documents(db, [AnnotatedDocument(Document(key, text)) for key, text in texts.items()])
        return db

    yield project
    for db in opened:
        db.conn.close()
