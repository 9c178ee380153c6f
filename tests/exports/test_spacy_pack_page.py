"""The pack's half of the export page: gold, a language, paragraphs, and what is missing."""

from dataclasses import replace

import pytest

from labeling.core.annotation import Annotation
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.exports.test_pages import button, export_page


@pytest.fixture(autouse=True)
def amal_is_signed_in(monkeypatch, db):
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "amal")


def box(page, label):
    return next(one for one in (*page.selectbox, *page.text_input) if one.label == label)


def test_gold_is_offered_where_there_is_some_and_goes_into_the_command(db):
    load_documents(db, list(reports(6)))
    assert "gold, whoever settled it" not in box(export_page(), "Whose annotations").options
    load_documents(db, [replace(one, annotations=(Annotation("c", (), author_kind="gold"),)) for one in reports(6)])
    page = box(export_page(), "Whose annotations").set_value(0).run()
    assert page.code[-1].value == "sitrep export spacy spacy-pack --gold"
    page = button(page, "Prepare spaCy pack").click().run()
    assert page.session_state["export.pack"].contents.annotators == {"c": 6}


def test_language_and_paragraphs_go_into_the_pack_and_the_command(db):
    load_documents(db, list(reports(6)))
    page = box(export_page(), "Language").set_value("de").run()
    page = box(page, "spaCy documents").set_value(True).run()
    assert page.code[-1].value == "sitrep export spacy spacy-pack --language de --paragraphs"
    page = button(page, "Prepare spaCy pack").click().run()
    assert any("as 12 paragraphs" in markdown.value for markdown in page.markdown)
    assert any("No document names de as its language" in info.value for info in page.info)


def test_a_language_spacy_has_no_rules_for_is_a_sentence(db):
    load_documents(db, list(reports(6)))
    page = box(export_page(), "Language").set_value("arabic").run()
    page = button(page, "Prepare spaCy pack").click().run()
    assert "spaCy has no rules for 'arabic'" in page.error[0].value
