"""The spaCy pack: what is in the files, what is lost, and that nothing is left half done."""

import json
import shlex
import subprocess
import sys

import pytest
import spacy
from spacy.tokens import DocBin
from thinc.api import Config

from exports.commands.export import export
from exports.split import PARTS, RULES
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import write
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.exports.corpus import reports
from tests.stories import edited, shortened, story


@pytest.fixture
def out(tmp_path):
    return tmp_path / "pack"


def docs_of(folder, *parts):
    vocab = spacy.blank("en").vocab
    return [doc for part in parts or PARTS for doc in DocBin().from_disk(folder / f"{part}.spacy").get_docs(vocab)]


def losses_of(folder):
    return [json.loads(line) for line in (folder / "losses.jsonl").read_text("utf-8").splitlines()]


def layer_on(text, spans, answer="yes", **more):
    answers = {"attack_report": Answer(answer)} if answer else {}
    return AnnotatedDocument(Document("d1", text), (Annotation("amal", tuple(spans), answers, **more),))


def marked(text, answer="yes", **more):
    return layer_on(*annotated(text), answer, **more)


def test_a_pack_says_how_many_lines_of_its_whole_texts_are_boilerplate(run, db, out):
    folded = "Rockets hit a camp on Tuesday.\n\nComments\n\nPost a comment\n"
    load_documents(db, [layer_on(folded, []), *reports(3)])
    assert run(export, "spacy", out).exit_code == 0
    assert folded in {doc.text for doc in docs_of(out)}
    assert "Texts are whole. 2 lines in 1 document are boilerplate" in (out / "datasheet.md").read_text("utf-8")
    assert json.loads((out / "pack.json").read_text("utf-8"))["boilerplate"] == {"n_lines": 2, "n_documents": 1}


def test_a_pack_gives_back_every_span_answer_and_title(run, db, out):
    documents = list(reports(30))
    load_documents(db, documents)
    result = run(export, "spacy", out)
    assert result.exit_code == 0
    assert "30 documents (21 train, 3 dev, 6 test" in result.stdout
    given = {one.document.id: one for one in documents}
    docs = docs_of(out)
    assert {doc.user_data["id"] for doc in docs} == given.keys()
    for doc in docs:
        one = given[doc.user_data["id"]]
        (layer,) = one.annotations
        assert doc.text == one.document.text
        assert {(s.start_char, s.end_char, s.label_) for s in doc.spans["sc"]} == {s.place for s in layer.spans}
        assert doc.cats[layer.answers["attack_report"].value] == 1.0
        assert sum(doc.cats.values()) == 1.0
        assert (doc.user_data["title"], doc.user_data["date"]) == (one.document.title, one.document.published)
    assert {row["what"] for row in losses_of(out)} == {"not in ents, kept in spans['sc']"}


def test_of_nested_spans_the_longest_is_the_entity_and_the_other_is_listed(run, db, out):
    load_documents(db, [marked("[Members of [Iraq's air force|ACTOR]|CASUALTY] died near [Taji|BASE].")])
    run(export, "spacy", out)
    (doc,) = docs_of(out)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Members of Iraq's air force", "CASUALTY"),
        ("Taji", "BASE"),
    ]
    assert len(doc.spans["sc"]) == 3
    (loss,) = losses_of(out)
    assert (loss["quote"], loss["label"], loss["what"]) == (
        "Iraq's air force",
        "ACTOR",
        "not in ents, kept in spans['sc']",
    )


def test_spans_off_token_boundaries_are_moved_and_listed_with_both_places(run, db, out):
    text = "Rockets  hit Taji.\n\nMore follows."
    spans = [Span(1, 7, "WEAPON"), Span(12, 17, "BASE"), Span(18, 20, "CASUALTY")]
    load_documents(db, [layer_on(text, spans)])
    run(export, "spacy", out)
    (doc,) = docs_of(out)
    assert [span.text for span in doc.spans["sc"]] == ["Rockets", "Taji"]
    moved, trimmed, dropped = losses_of(out)
    assert (moved["what"], moved["start"], moved["end"], moved["new_start"], moved["new_end"]) == ("moved", 1, 7, 0, 7)
    assert (trimmed["what"], trimmed["why"], trimmed["new_start"]) == ("moved", "outer blanks left out", 13)
    assert (dropped["what"], dropped["quote"]) == ("dropped", "\n\n")


def test_two_spans_that_become_one_are_a_listed_duplicate(run, db, out):
    load_documents(db, [layer_on("Rockets hit.", [Span(0, 6, "WEAPON"), Span(0, 7, "WEAPON")])])
    run(export, "spacy", out)
    assert [row["what"] for row in losses_of(out)] == ["moved", "dropped"]
    assert "duplicate" in losses_of(out)[1]["why"]


def test_attributes_and_other_marks_travel_in_user_data(run, db, out):
    load_documents(db, [layer_on("Rockets hit.", [Span(0, 7, "WEAPON", {"kind": "rocket"})])])
    run(export, "spacy", out)
    (doc,) = docs_of(out)
    assert list(doc.user_data["attributes"]) == [
        {"start": 0, "end": 7, "label": "WEAPON", "attributes": {"kind": "rocket"}}
    ]


def test_unsure_documents_are_left_out_of_textcat_and_said(run, db, out):
    unsure = marked("It may be so.", answer="unsure")
    load_documents(db, [*reports(30), unsure])
    run(export, "spacy", out, "--split", "random")
    (row,) = [row for row in losses_of(out) if row["what"] == "not in textcat"]
    assert (row["document"], row["start"], row["why"]) == ("d1", None, "attack_report is unsure")
    answered = docs_of(out, "train_answered", "dev_answered")
    assert all(doc.cats for doc in answered)
    assert len(answered) == sum(bool(doc.cats) for doc in docs_of(out, "train", "dev"))
    assert Config().from_disk(out / "config_textcat.cfg")["paths"]["train"] == "train_answered.spacy"


def test_only_finished_layers_go_out_and_the_rest_is_counted(run, db, out):
    documents = list(reports(6))
    half = marked("[Rockets|WEAPON] hit.", state="open")
    load_documents(db, [*documents, half, AnnotatedDocument(Document("d2", "Nobody read this."))])
    result = run(export, "spacy", out)
    assert "6 documents" in result.stdout
    assert "Left out: 1 unfinished (take them with --unfinished), 1 not worked on." in result.stderr
    assert "7 documents" in run(export, "spacy", out, "--unfinished").stdout


def test_two_finished_layers_need_a_decision(run, db, out):
    load_documents(db, [*reports(6), *reports(3, author="omar")])
    refused = run(export, "spacy", out)
    assert refused.exit_code == 1
    assert not out.exists()
    assert "finished layers, by amal and omar" in refused.stderr
    assert "--annotator amal or --annotator omar" in refused.stderr
    assert "3 documents" in run(export, "spacy", out, "--annotator", "omar").stdout


def test_an_annotator_nobody_knows_is_refused_with_the_nearest(run, db, out):
    load_documents(db, list(reports(3)))
    assert "'amla' has no annotations. Did you mean 'amal'?" in run(export, "spacy", out, "--annotator", "amla").stderr


def test_a_project_without_finished_work_says_what_to_do(run, db, out):
    refused = run(export, "spacy", out)
    assert "There is no finished document to export." in refused.stderr
    assert not out.exists()


def test_a_folder_of_other_files_is_kept_unless_forced(run, db, out):
    load_documents(db, list(reports(6)))
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    refused = run(export, "spacy", out)
    assert "holds other files (thesis.txt) and no spaCy pack" in refused.stderr
    assert len(list(out.iterdir())) == 1
    assert run(export, "spacy", out, "--force").exit_code == 0
    assert (out / "thesis.txt").read_text() == "mine"
    assert (out / "train.spacy").exists()


def test_a_second_export_replaces_the_pack_and_leaves_trained_models(run, db, out):
    load_documents(db, list(reports(6)))
    run(export, "spacy", out)
    (out / "model_ner").mkdir()
    first = json.loads((out / "pack.json").read_text())["fingerprint"]
    load_documents(db, [marked("[Rockets|WEAPON] hit.")])
    assert run(export, "spacy", out).exit_code == 0
    assert (out / "model_ner").is_dir()
    assert json.loads((out / "pack.json").read_text())["fingerprint"] != first


def test_a_failure_half_way_leaves_nothing_behind(run, db, out, monkeypatch):
    load_documents(db, list(reports(6)))
    monkeypatch.setattr("exports.spacy_pack.pack.datasheet", lambda contents: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(export, "spacy", out)
    assert sorted(path.name for path in out.parent.iterdir() if not path.name.startswith("project.db")) == []


def test_shares_that_leave_nothing_to_train_on_are_refused(run, db, out):
    load_documents(db, list(reports(6)))
    assert "together they must stay under 1" in run(export, "spacy", out, "--test-share", "0.9").stderr


def test_the_same_documents_give_the_same_pack(run, db, out, tmp_path):
    load_documents(db, list(reports(20)))
    run(export, "spacy", out, "--split", "random")
    run(export, "spacy", tmp_path / "again", "--split", "random")
    for path in out.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_candidates_have_every_length_up_to_that_of_the_longest_span(run, db, out):
    load_documents(db, [marked("[All of the soldiers who were in the old mess hall|CASUALTY] met [drones|WEAPON].")])
    run(export, "spacy", out)
    assert Config().from_disk(out / "config_spancat.cfg")["components"]["spancat"]["suggester"]["sizes"] == list(
        range(1, 12)
    )


def test_a_span_longer_than_any_candidate_is_listed(run, db, out):
    load_documents(db, [marked("[" + "very " * 25 + "old rockets|WEAPON] hit.")])
    run(export, "spacy", out)
    assert [row["what"] for row in losses_of(out)] == ["not a candidate of config_spancat.cfg"]


def test_a_config_without_anything_to_learn_is_not_written(run, db, out):
    load_documents(db, [marked("Nothing happened.", answer="no")])
    figures = json.loads(run(export, "spacy", out, "--json").stdout)
    assert set(figures["missing_configs"]) == {"ner", "spancat", "textcat"}
    assert not list(out.glob("*.cfg"))


def test_the_datasheet_names_what_people_must_know(run, db, out):
    load_documents(db, list(reports(30)))
    run(export, "spacy", out, "--split", "random", "--seed", "3")
    text = (out / "datasheet.md").read_text("utf-8")
    for part in ("30 documents", "At random with seed 3", "- amal: 30 documents", "not in ents", "licences"):
        assert part in text
    assert json.loads((out / "pack.json").read_text())["fingerprint"] in text


@pytest.mark.slow
def test_spacy_trains_with_each_config_as_it_is(run, db, out):
    load_documents(db, [*reports(30), marked("[Rockets|WEAPON] hit.\n\nIt may be so.", answer="unsure")])
    run(export, "spacy", out, "--split", "random")
    for component in ("ner", "spancat", "textcat"):
        train(f"config_{component}.cfg", cwd=out)
    train(
        out / "config_ner.cfg", "--paths.train", out / "train.spacy", "--paths.dev", out / "dev.spacy", cwd=out.parent
    )


def train(config, *options, cwd):
    words = [sys.executable, "-m", "spacy", "train", str(config), *map(str, options), "--training.max_steps", "2"]
    result = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]


def test_a_pack_keeps_near_duplicates_together_without_a_worker_and_says_how_many(run, db, out):
    layers = [
        AnnotatedDocument(Document(f"{number}.{copy}", text), (Annotation("amal", ()),))
        for number in range(12)
        for copy, text in enumerate((story(number), edited(story(number), 1), shortened(story(number))))
    ]
    load_documents(db, layers)
    run(export, "spacy", out, "--split", "random")
    parts = {doc.user_data["id"]: part for part in PARTS for doc in docs_of(out, part)}
    assert len({(document_id.split(".")[0], part) for document_id, part in parts.items()}) == 12
    assert "always in one part: 12 clusters of them" in (out / "datasheet.md").read_text("utf-8")
    assert json.loads((out / "pack.json").read_text("utf-8"))["split"]["n_clusters"] == 12


def test_the_locked_slice_is_in_test_and_nowhere_else_and_the_pack_says_so(run, db, out):
    load_documents(db, list(reports(40)))
    locked = {f"r{number}" for number in range(0, 40, 8)}
    with write(db):
        db.execute(f"UPDATE draws SET is_locked = 1 WHERE document_id IN ({', '.join('?' * 5)})", sorted(locked))
    for rule in RULES:
        result = run(export, "spacy", out, "--split", rule, "--test-share", "0.25")
        assert "test, 5 of them locked, split" in result.stdout
        docs = {part: docs_of(out, part) for part in PARTS}
        assert {doc.user_data["id"] for doc in docs["test"] if doc.user_data.get("locked")} == locked
        assert not locked & {doc.user_data["id"] for part in ("train", "dev") for doc in docs[part]}
        sheet = (out / "datasheet.md").read_text("utf-8")
        assert "5 documents of test belong to the project's locked test slice" in sheet
        assert f"The other {len(docs['test']) - 5} documents of test are there to fill the share." in sheet
        assert json.loads((out / "pack.json").read_text("utf-8"))["split"]["n_locked"] == 5


def test_the_command_that_trains_can_be_copied_where_the_folder_has_a_blank_in_its_name(run, db, tmp_path):
    load_documents(db, list(reports(30)))
    shown = run(export, "spacy", tmp_path / "my pack").stdout
    words = shlex.split(shown.splitlines()[-1])
    assert words[words.index("--paths.dev") + 1] == str(tmp_path / "my pack" / "dev.spacy")
