"""What a spaCy pack is asked for: gold, a language, paragraphs; and what it says is missing."""

import json
from dataclasses import replace

import pytest
import spacy
from spacy.tokens import DocBin
from thinc.api import Config

from exports.commands.export import export
from exports.split import PARTS
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.exports.corpus import reports

SENTENCE = "[Katyusha rockets|WEAPON] hit [Camp Taji|BASE] on Tuesday, officials of the province said."


@pytest.fixture
def out(tmp_path):
    return tmp_path / "pack"


def docs_of(folder, *names, language="en"):
    vocab = spacy.blank(language).vocab
    return [doc for name in names or PARTS for doc in DocBin().from_disk(folder / f"{name}.spacy").get_docs(vocab)]


def losses_of(folder):
    return [json.loads(line) for line in (folder / "losses.jsonl").read_text("utf-8").splitlines()]


def figures_of(folder):
    return json.loads((folder / "pack.json").read_text("utf-8"))


def in_language(language, n, *, prefix):
    return [
        replace(one, document=replace(one.document, id=f"{prefix}{number}", language=language))
        for number, one in enumerate(reports(n, seed=len(prefix)))
    ]


def of_paragraphs(number, n=4):
    text, spans = annotated(
        "\n\n".join(f"Paragraph {number} {at}: {SENTENCE} " + "It was quiet. " * 15 for at in range(n))
    )
    layer = Annotation("amal", spans, {"attack_report": Answer("yes" if number % 2 else "no")})
    return AnnotatedDocument(Document(f"d{number}", text), (layer,))


def gold_on(one, spans=()):
    return replace(one, annotations=(*one.annotations, Annotation("curation", tuple(spans), author_kind="gold")))


def test_gold_takes_the_gold_layers_and_counts_documents_without_one(run, db, out):
    with_gold = [gold_on(one, [Span(0, 6, "ACTOR")]) for one in reports(4)]
    load_documents(db, [*with_gold, *list(reports(6))[4:]])
    result = run(export, "spacy", out, "--gold")
    assert "4 documents" in result.stdout
    assert "Left out: 2 without gold." in result.stderr
    assert {doc.user_data["annotator"] for doc in docs_of(out)} == {"curation"}
    assert {span.text for doc in docs_of(out) for span in doc.spans["sc"]} == {"Report"}
    assert figures_of(out)["left_out"]["n_without_gold"] == 2


def test_without_a_gold_layer_gold_is_refused_and_the_annotators_named(run, db, out):
    load_documents(db, list(reports(3)))
    refused = run(export, "spacy", out, "--gold")
    assert refused.exit_code == 1
    assert "there is no gold layer in this project" in refused.stderr
    assert "there are amal" in refused.stderr
    assert not out.exists()


def test_a_document_with_gold_and_a_person_s_layer_needs_a_decision(run, db, out):
    load_documents(db, [gold_on(one) for one in reports(3)])
    assert "finished layers, by amal and curation" in run(export, "spacy", out).stderr


def test_gold_and_an_annotator_exclude_each_other(run, db, out):
    assert "give one of the two" in run(export, "spacy", out, "--gold", "--annotator", "amal").stderr


def test_a_language_takes_its_documents_alone_and_cuts_them_by_its_rules(run, db, out):
    text, spans = annotated("أصابت [صواريخ كاتيوشا|WEAPON] [معسكر التاجي|BASE]، اليوم.")
    arabic = [
        AnnotatedDocument(Document(f"ar{n}", f"{text} {n}", language="ar-IQ"), (Annotation("amal", spans),))
        for n in range(5)
    ]
    load_documents(db, [*arabic, *in_language("en", 3, prefix="en"), *in_language(None, 2, prefix="none")])
    result = run(export, "spacy", out, "--language", "ar")
    assert "5 documents" in result.stdout
    assert "Left out: 5 of other languages." in result.stderr
    assert {span.text for doc in docs_of(out, language="ar") for span in doc.spans["sc"]} == {
        "صواريخ كاتيوشا",
        "معسكر التاجي",
    }
    assert Config().from_disk(out / "config_ner.cfg")["nlp"]["lang"] == "ar"
    blank = spacy.blank("ar")
    assert all([t.text for t in doc] == [t.text for t in blank.make_doc(doc.text)] for doc in docs_of(out))


def test_spans_off_the_tokens_of_another_language_are_moved_and_listed(run, db, out):
    text, spans = annotated("Des roquettes ont frappé aujourd'hui [l'|BASE]aéroport.")
    load_documents(db, [AnnotatedDocument(Document("fr1", text, language="fr"), (Annotation("amal", spans),))])
    run(export, "spacy", out, "--language", "fr")
    assert losses_of(out)[:-1] == []
    run(export, "spacy", out)
    assert losses_of(out)[0]["what"] == "moved"


def test_where_no_document_names_a_language_the_option_says_what_they_are_in(run, db, out):
    load_documents(db, list(reports(6)))
    result = run(export, "spacy", out, "--language", "de")
    assert "6 documents" in result.stdout
    assert "No document names de as its language: 6 documents naming none were taken." in result.stderr


def test_documents_in_several_languages_are_said_with_their_numbers(run, db, out):
    load_documents(db, [*in_language("ar", 2, prefix="ar"), *in_language("en", 3, prefix="en")])
    assert "Not every document is in English (2 ar, 3 en)" in run(export, "spacy", out).stderr
    assert "5 documents" in run(export, "spacy", out, "--language", "xx").stdout


@pytest.mark.parametrize(
    ("language", "why"),
    [("ja", "needs another package"), ("arabic", "spaCy has no rules for 'arabic'"), ("de", "are 2 ar, 3 en.")],
)
def test_a_language_that_cannot_be_made_is_refused_plainly(run, db, out, language, why):
    load_documents(db, [*in_language("ar", 2, prefix="ar"), *in_language("en", 3, prefix="en")])
    refused = run(export, "spacy", out, "--language", language)
    assert refused.exit_code == 1
    assert why in refused.stderr
    assert not out.exists()


def test_paragraphs_are_docs_of_their_own_in_the_part_of_their_document(run, db, out):
    documents = [of_paragraphs(number) for number in range(12)]
    load_documents(db, documents)
    result = run(export, "spacy", out, "--paragraphs", "--split", "random")
    assert "12 documents" in result.stdout
    assert "as 48 paragraphs" in result.stdout
    text_by_id = {one.document.id: one.document.text for one in documents}
    parts = {(doc.user_data["document"], part) for part in PARTS for doc in docs_of(out, part)}
    assert len(parts) == 12
    for doc in docs_of(out):
        about = doc.user_data
        assert about["id"].startswith(f"{about['document']}#")
        assert text_by_id[about["document"]][about["start"] :].startswith(doc.text)
        assert [span.text for span in doc.spans["sc"]] == ["Katyusha rockets", "Camp Taji"]
        assert [ent.text for ent in doc.ents] == ["Katyusha rockets", "Camp Taji"]
        assert not doc.cats


def test_of_documents_cut_into_paragraphs_the_answers_stay_with_the_whole_texts(run, db, out):
    load_documents(db, [of_paragraphs(number) for number in range(12)])
    run(export, "spacy", out, "--paragraphs", "--split", "random")
    whole = docs_of(out, "train_answered", "dev_answered", "test_answered")
    assert len(whole) == 12
    assert all(doc.cats and "\n\n" in doc.text for doc in whole)
    assert Config().from_disk(out / "config_textcat.cfg")["paths"]["dev"] == "dev_answered.spacy"
    assert Config().from_disk(out / "config_ner.cfg")["paths"]["dev"] == "dev.spacy"


def test_a_span_across_a_paragraph_break_is_a_loss_with_its_place_in_the_document(run, db, out):
    text, spans = annotated("One rocket.\n\n[Camp\n\nTaji|BASE] was hit by [drones|WEAPON].")
    attributes = [replace(span, attributes={"kind": "drone"}) if span.label == "WEAPON" else span for span in spans]
    load_documents(db, [AnnotatedDocument(Document("d1", text), (Annotation("amal", tuple(attributes)),))])
    run(export, "spacy", out, "--paragraphs")
    loss = losses_of(out)[-1]
    assert (loss["what"], loss["why"], loss["start"], loss["quote"]) == (
        "dropped",
        "lies across paragraphs",
        13,
        "Camp\n\nTaji",
    )
    assert [doc.text for doc in docs_of(out)] == ["One rocket.", "Camp", "Taji was hit by drones."]
    (row,) = docs_of(out)[-1].user_data["attributes"]
    assert "Taji was hit by drones."[row["start"] : row["end"]] == "drones"


def test_a_paragraph_that_is_evaluated_on_is_not_trained_on(run, db, out):
    again = "Reporting by the desk in Baghdad, with the agencies."
    documents = [
        AnnotatedDocument(Document(f"d{n}", f"Story {n} is its own.\n\n{again}"), (Annotation("amal", ()),))
        for n in range(10)
    ]
    load_documents(db, documents)
    run(export, "spacy", out, "--paragraphs", "--split", "random")
    assert again in {doc.text for doc in docs_of(out, "dev")}
    assert again not in {doc.text for doc in docs_of(out, "train")}
    assert {loss["why"] for loss in losses_of(out) if loss["what"] == "not in train"} == {
        "a paragraph of dev or test has its text"
    }


def test_few_long_documents_are_cut_by_themselves_and_whole_leaves_them(run, db, out, tmp_path):
    load_documents(db, [of_paragraphs(number) for number in range(50)])
    result = run(export, "spacy", out, "--split", "random")
    assert "as 200 paragraphs" in result.stdout
    assert "(--whole leaves them whole)" in result.stderr
    whole = run(export, "spacy", tmp_path / "whole", "--split", "random", "--whole")
    assert "paragraphs" not in whole.stdout
    assert "under spaCy's floor of 100 examples in train" in whole.stderr


def test_labels_without_examples_are_named_wherever_people_look(run, db, out):
    load_documents(db, [of_paragraphs(number, n=1) for number in range(20)])
    shown = run(export, "spacy", out, "--split", "random").stderr
    for place in (shown, (out / "datasheet.md").read_text("utf-8")):
        assert "No example of labels ACTOR, CASUALTY in train: they cannot be learned." in place
    assert figures_of(out)["without_examples"]["labels"]["train"] == ["ACTOR", "CASUALTY"]


def test_a_label_that_is_never_the_longest_is_no_entity_and_said(run, db, out):
    texts = [annotated(f"[Members of [Iraq's air force|ACTOR]|CASUALTY] died on day {n}.") for n in range(5)]
    load_documents(
        db,
        [
            AnnotatedDocument(Document(f"d{n}", text), (Annotation("amal", spans),))
            for n, (text, spans) in enumerate(texts)
        ],
    )
    assert "No example of entity ACTOR in train" in run(export, "spacy", out).stderr


def test_a_project_file_of_somebody_else_is_never_replaced(run, db, out):
    load_documents(db, list(reports(6)))
    out.mkdir()
    (out / "project.yml").write_text("title: mine\n")
    refused = run(export, "spacy", out, "--force")
    assert "holds a project.yml that is not a pack's" in refused.stderr
    assert (out / "project.yml").read_text() == "title: mine\n"
