"""The Load and Export pages, run without a browser."""

import io
import json
import zipfile

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from exports.formats import FORMATS
from exports.formats.losses import Loss
from exports.tools import KEY_BY_NAME
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.annotations import annotated_documents
from labeling.store.documents import n_documents
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.exports.lively import lively

GOOD = b'{"id": "r1", "text": "Rockets hit Camp Taji.", "spans": [{"start": 0, "end": 7, "label": "WEAPON"}]}\n'
BAD = b'{"id": "r2", "text": "Rockets hit.", "spans": [{"start": 0, "end": 70, "label": "WEAPON"}]}\n'


@pytest.fixture(autouse=True)
def amal_is_signed_in(monkeypatch, db):
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "amal")


def load_page() -> AppTest:
    return AppTest.from_string("from exports.pages.load import show\nshow()", default_timeout=20).run()


def export_page() -> AppTest:
    return AppTest.from_string("from exports.pages.export import show\nshow()", default_timeout=60).run()


def upload(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    return page.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files]).run()


def button(page: AppTest, label: str):
    return next(button for button in page.button if button.label == label)


def test_an_empty_load_page_says_what_can_be_loaded():
    page = load_page()
    assert not page.exception
    assert not page.error
    assert any("Plain text" in markdown.value for markdown in page.markdown)
    assert page.code[-1].value == "sitrep load news.jsonl"


def test_files_are_shown_before_anything_is_written_and_loaded_on_a_press(db):
    page = upload(load_page(), ("news.jsonl", GOOD), ("r9.txt", b"Drones were seen."))
    table = page.dataframe[0].value
    assert table["Documents"].tolist() == [1, 1]
    assert table["Spans"].tolist() == [1, 0]
    assert n_documents(db) == 0
    page = button(page, "Load 2 documents").click().run()
    assert not page.exception
    assert page.success[0].value == "2 documents loaded, 0 already there; 1 span, 0 answers."
    assert n_documents(db) == 2


def test_a_fault_is_shown_with_its_file_and_line_and_the_button_waits(db):
    page = upload(load_page(), ("good.jsonl", GOOD), ("bad.jsonl", BAD))
    (fault,) = page.code[0].value.splitlines()
    assert fault.startswith("bad.jsonl, line 1: span 0–70 ")
    assert button(page, "Load 2 documents").disabled
    assert n_documents(db) == 0


def test_what_is_there_already_is_counted_and_not_offered_again(db):
    page = upload(load_page(), ("news.jsonl", GOOD))
    page = button(page, "Load 1 document").click().run()
    page = upload(page, ("news.jsonl", GOOD))
    assert page.dataframe[0].value["Already there"].tolist() == [1]
    assert button(page, "Load 0 documents").disabled


def test_a_clash_with_a_text_in_the_database_is_a_fault_before_the_button(db):
    upload_and_load = upload(load_page(), ("r1.txt", b"Another text."))
    button(upload_and_load, "Load 1 document").click().run()
    page = upload(load_page(), ("news.jsonl", GOOD))
    assert "another text" in page.code[0].value
    assert button(page, "Load 1 document").disabled


def test_the_annotator_named_on_the_page_owns_flat_marks(db):
    page = load_page()
    page.text_input[0].set_value("omar").run()
    page = upload(page, ("news.jsonl", GOOD))
    assert page.code[-1].value == "sitrep load news.jsonl --annotator omar"
    button(page, "Load 1 document").click().run()
    assert [layer.author for layer in next(annotated_documents(db)).annotations] == ["omar"]


def test_an_export_page_without_documents_leads_to_load():
    page = export_page()
    assert "no documents yet" in page.info[0].value


def test_a_pack_is_prepared_shown_and_offered_for_download(db):
    load_documents(db, list(reports(12)))
    page = button(export_page(), "Prepare spaCy pack").click().run()
    assert not page.exception
    assert not page.error
    download = page.download_button[0]
    assert download.label == "Download spacy-pack.zip"
    assert any("12 documents" in markdown.value for markdown in page.markdown)
    data = page.session_state["export.pack"].read()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert {"spacy-pack/train.spacy", "spacy-pack/config_ner.cfg", "spacy-pack/datasheet.md"} <= set(names)
    assert page.code[-1].value == "sitrep export spacy spacy-pack"


def test_changed_settings_ask_for_a_new_pack(db):
    load_documents(db, list(reports(12)))
    page = button(export_page(), "Prepare spaCy pack").click().run()
    page = next(box for box in page.selectbox if box.label == "Split").set_value("random").run()
    assert not page.download_button
    assert page.code[-1].value == "sitrep export spacy spacy-pack --split random"


def test_two_annotators_of_one_document_are_a_sentence_not_a_traceback(db):
    load_documents(db, [*reports(3), *reports(3, author="omar")])
    page = button(export_page(), "Prepare spaCy pack").click().run()
    assert "--annotator amal or --annotator omar" in page.error[0].value.replace("\\", "")


def test_jsonl_is_prepared_with_every_layer(db):
    load_documents(db, list(reports(5)))
    page = export_page()
    page = page.segmented_control[0].set_value("Sitrep JSONL").run()
    page = button(page, "Prepare JSONL").click().run()
    assert not page.exception
    lines = page.session_state["export.jsonl"].read().decode().splitlines()
    assert [json.loads(line)["annotations"][0]["author"] for line in lines] == ["amal"] * 5


FOREIGN = (
    b'{"id": "f1", "text": "Rockets hit Camp Taji.", "spans": [{"start": 0, "end": 7, "label": "ARMS"},'
    b' {"start": 12, "end": 21, "label": "SITE"}]}\n'
)


def choose(page: AppTest, label: str, value: str) -> AppTest:
    return next(box for box in page.selectbox if box.label == f"What becomes of {label}").set_value(value).run()


def test_unknown_labels_are_mapped_in_a_table_and_the_command_line_says_the_same(db):
    page = upload(load_page(), ("foreign.jsonl", FOREIGN))
    assert not page.error
    assert button(page, "Load 1 document").disabled
    page = choose(page, "ARMS", "WEAPON")
    page = choose(page, "SITE", "leave its spans out")
    assert page.code[-1].value == "sitrep load foreign.jsonl --map ARMS=WEAPON --drop SITE"
    page = button(page, "Load 1 document").click().run()
    assert page.success[0].value == "1 document loaded, 0 already there; 1 span, 0 answers."
    (layer,) = next(annotated_documents(db)).annotations
    assert [(span.start, span.label) for span in layer.spans] == [(0, "WEAPON")]


def test_labels_can_be_added_to_the_scheme_once_every_one_is_settled(db):
    page = choose(upload(load_page(), ("foreign.jsonl", FOREIGN)), "ARMS", "add it to the scheme")
    assert button(page, "Load 1 document").disabled
    page = choose(page, "SITE", "BASE")
    assert page.code[-1].value == "sitrep load foreign.jsonl --map SITE=BASE --add-labels"
    page = button(page, "Load 1 document").click().run()
    assert not page.exception
    assert [label.name for label in current_scheme(db).labels][-1] == "ARMS"


def test_many_labels_are_added_at_once_under_names_that_can_be_labels(db):
    names = [f"Kind {n}" for n in range(12)]
    spans = [{"start": n, "end": n + 1, "label": name} for n, name in enumerate(names)]
    data = json.dumps({"id": "m1", "text": "abcdefghijklm", "spans": spans}).encode()
    page = button(upload(load_page(), ("many.jsonl", data)), "Add all 12 to the scheme").click().run()
    page = button(page, "Load 1 document").click().run()
    assert page.success[0].value == "1 document loaded, 0 already there; 12 spans, 0 answers."
    labels = current_scheme(db).labels[-12:]
    assert sorted(label.name for label in labels) == sorted(f"Kind_{n}" for n in range(12))
    assert [label.key for label in labels] == [*"56789", *[""] * 7]


def test_the_good_documents_can_be_loaded_without_the_bad_ones(db):
    page = upload(load_page(), ("mixed.jsonl", GOOD + BAD))
    page = page.checkbox[0].check().run()
    assert page.checkbox[0].label == "Load the 1 good document, leave out 1 record"
    assert page.code[-1].value == "sitrep load mixed.jsonl --partial"
    page = button(page, "Load 1 document").click().run()
    assert page.success[0].value.endswith("Left out for their faults: 1 record.")
    assert n_documents(db) == 1


def test_a_load_that_is_stopped_leaves_nothing_behind_and_says_so(db, monkeypatch):
    page = upload(load_page(), ("news.jsonl", GOOD))
    with monkeypatch.context() as patched:
        patched.setattr("exports.pages.load_run.time_left", lambda seconds: st.rerun())  # as a press of Stop
        page = button(page, "Load 1 document").click().run()
    assert n_documents(db) == 0
    assert page.warning[0].value == "The loading was stopped. Nothing was loaded."
    assert not button(page, "Load 1 document").disabled


def page_for_tools(format: str) -> AppTest:
    page = export_page().segmented_control[0].set_value("For another tool").run()
    return box(page, "Tool or format").set_value(format).run()


def box(page: AppTest, label: str):
    return next(box for box in page.selectbox if box.label == label)


def test_every_format_that_is_written_is_prepared_on_the_page(db):
    load_documents(db, lively(gold=True))
    for name, key in KEY_BY_NAME.items():
        page = page_for_tools(name)
        assert any(FORMATS[key].loses_written in markdown.value for markdown in page.markdown)
        page = button(page, f"Prepare {FORMATS[key].name}").click().run()
        assert not page.exception
        assert not page.error
        assert page.session_state["export.tool"].read()
        said = next(markdown.value for markdown in page.markdown if "** written." in markdown.value)
        assert ("Not carried: " in said) == (Loss.BACKGROUND in FORMATS[key].losses)


def test_gold_comes_first_where_documents_have_several_layers(db):
    load_documents(db, lively(gold=True))
    page = page_for_tools("conll")
    assert box(page, "Whose annotations").options == ["the gold layer", "Amal", "settled", "Omar Said"]
    assert page.code[-1].value == "sitrep export conll sitrep-conll.conll --gold"
    page = box(page, "Whose annotations").set_value("Omar Said").run()
    assert page.code[-1].value == "sitrep export conll sitrep-conll.conll --annotator 'Omar Said'"


def test_nobody_has_to_be_chosen_where_each_document_has_one_layer(db):
    load_documents(db, list(reports(3)))
    page = page_for_tools("brat")
    assert box(page, "Whose annotations").options == ["whoever finished the document", "amal"]
    assert page.code[-1].value == "sitrep export brat sitrep-brat.zip"
    page = button(page, "Prepare brat standoff").click().run()
    assert any("3 documents" in markdown.value for markdown in page.markdown)


def test_where_nobody_annotated_the_page_says_what_to_do_and_offers_the_texts(db):
    load_documents(db, [AnnotatedDocument(Document("d", "Unread."))])
    page = page_for_tools("doccano")
    assert "nobody has annotated yet. Annotate some first" in page.info[0].value
    assert button(page, "Prepare doccano JSONL").disabled
    page = next(box for box in page.checkbox if box.label == "Also without marks").check().run()
    page = button(page, "Prepare doccano JSONL").click().run()
    assert json.loads(page.session_state["export.tool"].read())["text"] == "Unread."


def test_label_studio_gets_the_configuration_of_its_project(db):
    load_documents(db, list(reports(3)))
    page = page_for_tools("label-studio")
    assert any('<Label value="ACTOR"' in code.value for code in page.code)
