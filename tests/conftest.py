"""Fixtures that many tests share: a fresh database, people, documents, the material beside the project."""

import os
import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.workflow.accounts import password, people
from labeling.workflow.load import load_documents

ROOT = Path(__file__).resolve().parents[1]
settings.register_profile("sitrep", deadline=None)  # a busy machine is no fault
settings.load_profile("sitrep")


LONG_FIRST = ("browser", "slow")  # marks


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser begin first, then those with slow tests: no process works alone at the end.

    `make test` hands out whole files: a server or a model that the tests of a file share is then made once. (Groups of
    pytest-xdist 3.8 would do it too, but with pytest 9.2 they are ignored without a word.)
    """
    ranks = {}
    for item in items:
        rank = next((n for n, name in enumerate(LONG_FIRST) if item.get_closest_marker(name)), len(LONG_FIRST))
        ranks[item.path] = min(rank, ranks.get(item.path, rank))
    items.sort(key=lambda item: ranks[item.path])


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data and bad files beside the project; it is not part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("SITREP_REQUIRE_SHARED"):
            pytest.fail("../shared is missing, and this run requires it.")
        pytest.skip("../shared is not there; this test needs its files.")
    return folder


@pytest.fixture
def db_path(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "project.db"
    monkeypatch.setenv("SITREP_DB", str(path))
    return path


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory) -> Path:
    """A file with today's tables and nothing in them: a copy of it is made in a tenth of the time."""
    path = tmp_path_factory.mktemp("empty") / "project.db"
    open_database(path).conn.close()
    return path


@pytest.fixture
def db(db_path, empty_project):
    shutil.copy(empty_project, db_path)
    database = open_database(db_path)
    yield database
    database.conn.close()


@pytest.fixture
def amal(db):
    with write(db):
        return add_author(db, "Amal")


@pytest.fixture
def quick_hashes(monkeypatch):
    """Passwords are hashed in no time: how dear a guess is, one test of its own says."""
    monkeypatch.setattr(password, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    password._nobodys_hash.cache_clear()
    yield
    password._nobodys_hash.cache_clear()


@pytest.fixture
def team(db, add, quick_hashes):
    """Boss leads, Amal and Basim annotate; one document, `d1`. All have the same password."""
    add(d1="Rockets hit Camp Taji.")
    for name, role in (("Boss", "admin"), ("Amal", "annotator"), ("Basim", "annotator")):
        people.add_person(db, name, role, "four words in a row")


@pytest.fixture
def add(db):
    """Adds documents by id and text."""

    def add_texts(**texts: str) -> None:
        load_documents(db, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])

    return add_texts
