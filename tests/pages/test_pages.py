import json
from datetime import date
from pathlib import Path

import pytest

import app
from labeling.pages import documents
from labeling.store.authors import author_named
from labeling.store.database import open_database
from labeling.workflow.annotate import take_operations
from labeling.workflow.clusters import find_all_clusters
from tests.operations import message
from tests.stories import edited, story

MODULES = [row[1] for row in app.PAGES]


def words(page) -> str:
    """Everything a page says, in one string."""
    elements = [*page.title, *page.markdown, *page.caption, *page.info, *page.error, *page.text, *page.subheader]
    return " ".join(str(element.value) for element in elements)


@pytest.mark.parametrize("module", MODULES)
def test_every_page_of_an_empty_project_says_what_to_do_next(show, module):
    page = show(module)
    assert not page.exception
    assert not page.error
    assert len(words(page)) > 20


@pytest.mark.parametrize("module", MODULES)
def test_every_page_asks_a_stranger_to_sign_in(show, monkeypatch, module):
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: None)
    page = show(module)
    assert not page.exception
    assert "Sign in" in words(page)
    assert not page.button


def table(page):
    return page.dataframe[0].value


def test_the_list_shows_how_each_document_stands(show, db, add):
    add(taji="Rockets hit Camp Taji.", feast="A harvest festival.")
    take_operations(
        db, "taji", author_named(db, "Amal"), [message("answer.set", question="attack_report", value="yes")]
    )
    found = table(show("labeling.pages.documents"))
    assert list(found["State"]) == ["begun", "to do"]
    assert list(found["Answer"]) == ["yes", ""]
    assert found["Open"][0].startswith("/annotate?document=taji#")


def test_near_duplicates_are_told_beside_a_document_with_a_way_to_see_them(show, db, add):
    add(**{"a b": story(1), "c": edited(story(1), 1), "d": edited(story(1), 2), "e": story(2)})
    assert "Near-duplicates" not in table(show("labeling.pages.documents"))
    find_all_clusters(db)
    link = "/documents?cluster=a%20b#2 near-duplicates"
    assert list(table(show("labeling.pages.documents"))["Near-duplicates"]) == [link, link, link, ""]


def test_the_near_duplicates_of_one_document_are_shown_with_a_way_back(show, db, add):
    add(a=story(1), b=edited(story(1), 1), c=story(2))
    find_all_clusters(db)
    page = show("labeling.pages.documents", cluster="a")
    assert list(table(page)["Near-duplicates"]) == ["/documents?cluster=a#1 near-duplicate"] * 2
    assert "[Show all](/documents)" in words(page)


def test_searching_the_list_finds_words_in_the_text(show, add):
    add(taji="Rockets hit Camp Taji.", feast="A harvest festival.")
    page = show("labeling.pages.documents")
    page.text_input[0].set_value("harvest").run()
    assert len(table(page)) == 1
    page.text_input[0].set_value("nowhere").run()
    assert "No document fits" in words(page)
    assert not page.dataframe


def test_an_id_that_is_no_plain_word_still_opens(show, add):
    add(**{"a/b?&#<i>": "Rockets hit Camp Taji."})
    assert table(show("labeling.pages.documents"))["Open"][0].startswith("/annotate?document=a%2Fb%3F%26%23%3Ci%3E#")


def test_a_long_list_comes_in_pages(show, add, monkeypatch):
    monkeypatch.setattr(documents, "ROWS", 3)
    add(**{f"d{number}": f"Report {number}." for number in range(7)})
    page = show("labeling.pages.documents")
    assert "7 documents, 1–3 shown" in words(page)
    page.number_input[0].set_value(3).run()
    assert "7 documents, 7–7 shown" in words(page)


def test_the_annotator_gets_the_document_of_the_address_and_nothing_of_its_text(show, add):
    add(taji="Rockets hit Camp Taji.")
    page = show("labeling.pages.annotate")
    (component,) = [element for element in page.main.children.values() if element.type == "bidi_component"]
    assert json.loads(component.proto.json).keys() == {"author", "token", "document_id", "place"}
    assert json.loads(component.proto.json)["author"] == "Amal"
    assert "Rockets" not in component.proto.json


def test_the_guidelines_name_every_label_and_reason(show):
    page = show("labeling.pages.guidelines")
    assert "Leave out “suspected”, “alleged”" in words(page)
    assert "retaliation only" in words(page)


def test_a_database_that_is_damaged_is_a_sentence_on_the_page(show, db_path):
    db_path.write_bytes(b"not a database " * 500)
    for side in ("-wal", "-shm"):
        db_path.with_name(db_path.name + side).unlink(missing_ok=True)
    page = show("labeling.pages.documents")
    assert not page.exception
    assert page.error


def test_the_whole_app_runs_as_a_script(db_path, monkeypatch):
    from streamlit.testing.v1 import AppTest

    open_database(db_path).conn.close()
    page = AppTest.from_file(str(Path(app.__file__)), default_timeout=30).run()
    assert not page.exception


def test_the_list_is_narrowed_by_day_and_label(show, db, add):
    add(taji="Rockets hit Camp Taji.", feast="A harvest festival.")
    page = show("labeling.pages.documents")
    page.date_input[0].set_value(date(2020, 1, 1)).run()
    assert "No document fits" in words(page)
    page.date_input[0].set_value(None).run()
    assert len(table(page)) == 2
    next(box for box in page.selectbox if box.label == "You marked").set_value("BASE").run()
    assert "No document fits, narrowed by label." in words(page)
