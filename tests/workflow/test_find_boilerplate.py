import json

import pytest

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.errors import FileRefused
from labeling.core.span import Span
from labeling.store.boilerplate import documents_to_check, ranges_of
from labeling.store.database import open_database, write
from labeling.store.documents import add_documents
from labeling.store.learned.marked_words import marked_words_of, write_marked_words
from labeling.store.learned.models import add_model_version
from labeling.store.steps.m001_initial import m001_initial
from labeling.workflow import boilerplate
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.boilerplate import Repeating, find_all_boilerplate, find_boilerplate
from labeling.workflow.keeping.status import check, rebuild
from labeling.workflow.load import load_documents
from labeling.workflow.reading_text import reading_text, reading_texts
from tests.operations import added

MENU = "Tigris Daily · Who we are · Tide tables"
REPEATED = "repeated line"


def text_of(name: str, closing: str = MENU) -> str:
    return f"Report {name}\nRockets hit camp {name} on Tuesday night, the army said.\n\n{closing}\n"


@pytest.fixture
def load(db):
    """Loads documents of one source by their ids, each with the same closing line."""

    def loaded(*names: str, source: str | None = "Tigris Daily", closing: str = MENU) -> None:
        documents = [Document(name, text_of(name, closing), source=source) for name in names]
        load_documents(db, [AnnotatedDocument(document) for document in documents])

    return loaded


def folded(db, name: str, closing: str = MENU) -> list[tuple[str, str]]:
    text = text_of(name, closing)
    return [(text[start:end], why) for start, end, why in ranges_of(db, name)]


def test_the_third_document_of_a_source_folds_the_closing_line_of_all_three(db, load):
    for name in ("a", "b"):
        load(name)
        find_all_boilerplate(db)
    load("other", source="Levant Page")
    load("unnamed", source=None)
    find_all_boilerplate(db)
    assert [folded(db, name) for name in ("a", "b", "other")] == [[], [], []]
    load("c")
    find_all_boilerplate(db)
    assert [folded(db, name) for name in ("a", "b", "c")] == [[(f"{MENU}\n", REPEATED)]] * 3
    assert [folded(db, name) for name in ("other", "unnamed")] == [[], []]


def test_words_marked_in_a_text_that_is_read_otherwise_now_are_forgotten(db, load):
    load("a", "b")
    load("other", source="Levant Page")
    find_all_boilerplate(db)
    version = add_model_version(db, kind="detector", artifact=b"", metrics={}, settings={}, trained_on="")
    for name in ("a", "other"):
        write_marked_words(db, name, version, [(0, 6, 0.1)])
    load("c")
    find_all_boilerplate(db)
    assert marked_words_of(db, "a", version) is None
    assert marked_words_of(db, "other", version) == [(0, 6, 0.1)]


def test_documents_that_name_no_source_share_their_lines_with_nobody(db, load):
    load("a", "b", "c", source=None)
    find_all_boilerplate(db)
    assert [folded(db, name) for name in ("a", "b", "c")] == [[], [], []]


def test_phrases_are_folded_in_a_single_document(db, load):
    load("a", closing="© Tigris Daily")
    find_all_boilerplate(db)
    assert folded(db, "a", "© Tigris Daily") == [("© Tigris Daily\n", "rights note")]


def test_a_batch_takes_so_many_documents_and_a_second_look_finds_nothing_to_do(db, load):
    load(*"abcde")
    repeating = Repeating()
    assert [find_boilerplate(db, limit=2, repeating=repeating) for _ in range(4)] == [2, 2, 1, 0]
    assert folded(db, "e") == [(f"{MENU}\n", REPEATED)]


@pytest.mark.parametrize(("n", "n_more", "n_again"), [(4, 1, 4), (10, 1, 0), (10, 2, 10), (40, 2, 0), (40, 3, 40)])
def test_a_source_is_looked_at_again_when_it_has_grown_by_a_fifth_or_by_three(db, load, n, n_more, n_again):
    load(*(f"d{number}" for number in range(n)))
    find_all_boilerplate(db)
    load(*(f"new{number}" for number in range(n_more)))
    assert len(documents_to_check(db, 100)) == n_more + n_again


def test_texts_and_log_are_untouched_and_a_rebuild_looks_at_everything_again(db, load):
    load(*"abc")
    find_all_boilerplate(db)
    assert [row[0] for row in db.execute("SELECT text FROM documents")] == [text_of(name) for name in "abc"]
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (0,)
    assert check(db).faults == []
    rebuild(db)
    assert ranges_of(db, "a") == []
    find_all_boilerplate(db)
    assert folded(db, "a") == [(f"{MENU}\n", REPEATED)]


def test_the_detector_reads_a_text_without_its_boilerplate(db, load):
    load(*"abc")
    find_all_boilerplate(db)
    whole = [(name, text_of(name)) for name in "abc"]
    assert list(reading_texts(db, whole)) == [(name, text.removesuffix(f"{MENU}\n")) for name, text in whole]
    assert reading_text(f"{text_of('a')}Read more: Who fires?\n") == text_of("a")


def test_a_line_that_its_annotator_marked_is_not_folded_for_them(db, load, amal):
    load("a", closing="Read more: Who are the Sons of the River?")
    find_all_boilerplate(db)
    opened = open_document(db, "a", amal)
    ((start, end, why),) = opened.boilerplate
    assert why == "more to read"
    take_operations(db, "a", amal, [added(opened.document.text, Span(end - 4, end - 2, "ACTOR"))])
    assert open_document(db, "a", amal).boilerplate == []
    assert ranges_of(db, "a") == [(start, end, why)]


def test_a_file_of_phrases_that_is_wrong_is_refused_and_nothing_is_written(db, load, tmp_path, monkeypatch):
    monkeypatch.setattr(boilerplate, "PHRASES", tmp_path / "boilerplate.toml")
    boilerplate.PHRASES.write_text('[[phrases]]\nwhy = "share buttons"\nlines = "Share"\n')
    boilerplate.phrases.cache_clear()
    load("a")
    with pytest.raises(FileRefused, match=r"boilerplate.toml, line 3: `lines` is 'Share'; expected a list"):
        find_boilerplate(db)
    boilerplate.phrases.cache_clear()
    assert len(documents_to_check(db, 5)) == 1


def test_a_database_from_before_gets_the_table_and_keeps_what_it_holds(tmp_path, monkeypatch):
    path = tmp_path / "old.db"
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", [m001_initial])
        old = open_database(path)
        with write(old):
            add_documents(old, [Document("a", "Rockets hit a camp on Tuesday.\nShare\n")])
        old.conn.close()
    db = open_database(path)
    find_all_boilerplate(db)
    (ranges,) = db.execute("SELECT ranges FROM boilerplate").fetchone()
    assert json.loads(ranges) == [[31, 37, "share buttons"]]
    db.conn.close()
