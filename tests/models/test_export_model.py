"""`sitrep export model`: what is written, and that it tells the truth."""

import json
import subprocess
import sys
import zipfile

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.store.database import write
from labeling.store.learned.models import model_version
from labeling.workflow.load import load_documents
from models.detecting.loaded import load_detector
from models.snapshot import take_snapshot
from models.succession import let_serve
from models.training import serving_detector, train_detector
from tests.models.conftest import texts_and_answers

FILES = ["card.json", "card.md", "detector.skops"]


@pytest.fixture
def trained(db):
    """80 answered reports of three sources and two months, and one version that learned from them."""
    texts, answers = texts_and_answers(80)
    layers = [Annotation("amal", (), {"attack_report": Answer("yes" if answer else "no")}) for answer in answers]
    documents = [
        Document(
            f"d{n}",
            text,
            source=("Wire", "Daily|News", None)[n % 3],
            published=f"2024-0{n % 2 + 1}-05",
            language="en",
        )
        for n, text in enumerate(texts)
    ]
    load_documents(db, [AnnotatedDocument(*pair) for pair in zip(documents, zip(layers, strict=True), strict=True)])
    return train_detector(db)


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_holds_the_model_and_its_card(run, trained, tmp_path):
    result = run("export", "model", tmp_path / "out")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Version 1, learned from 80 documents, with its card written to" in result.stdout
    assert names(tmp_path / "out") == FILES
    assert list(tmp_path.glob(".out*")) == []


def test_the_exported_detector_says_what_the_one_in_the_project_says(run, db, trained, tmp_path):
    run("export", "model", tmp_path / "out")
    texts, _ = texts_and_answers(120)
    mine, theirs = serving_detector(db), load_detector(tmp_path / "out")
    assert theirs.score(texts) == mine.scores(texts).tolist()
    assert theirs.threshold == mine.threshold
    yes = [mine.value(score) == "yes" for score in mine.scores(texts)]
    assert theirs.is_report(texts) == yes
    assert 0 < sum(yes) < 120


def test_the_card_has_the_figures_of_the_version(run, db, trained, tmp_path):
    card = json.loads(run("export", "model", tmp_path / "out", "--json").stdout)
    kept = json.loads((tmp_path / "out" / "card.json").read_text("utf-8"))
    assert card == kept | {"folder": str(tmp_path / "out")}
    metrics = model_version(db, 1).metrics
    for name in ("average_precision", "f1", "macro_f1", "brier", "ece"):
        assert kept["figures"][name]["value"] == metrics[name]
    assert [kept["figures"]["f1"][end] for end in ("low", "high")] == metrics["intervals"]["f1"]
    assert kept["figures"]["recall"]["value"] == metrics["true_positives"] / 40
    assert kept["parts"]["months"] == metrics["by_month"]
    assert (
        kept["data"] | {"n": 80, "n_positive": 40, "n_negative": 40, "fingerprint": trained.trained_on} == kept["data"]
    )
    assert kept["data"]["sources"] == {"Wire": 27, "Daily|News": 27, "none named": 26}
    assert (kept["data"]["first_month"], kept["data"]["last_month"]) == ("2024-01", "2024-02")
    assert kept["data"]["languages"] == {"en": 80}
    assert kept["locked_slice"] is kept["spacy"] is None


def test_the_card_says_in_words_what_it_says_in_figures(run, trained, tmp_path):
    run("export", "model", tmp_path / "out")
    told = (tmp_path / "out" / "card.md").read_text("utf-8")
    figure = trained.metrics["average_precision"]
    low, high = trained.metrics["intervals"]["average_precision"]
    assert f"| {figure:.3f} | {low:.3f} to {high:.3f} |" in told
    assert "80 documents, 40 “yes” and 40 “no”" in told
    assert trained.trained_on in told
    assert "| Daily\\|News | 27 |" in told
    assert "published from 2024-01 to 2024-02" in told
    assert "Nobody measured this version there" in told
    assert "It promises no share of the positives" in told
    assert "Only 40 of its documents were “yes”" in told


def test_the_threshold_is_the_chosen_one_with_its_promise(run, db, trained, tmp_path):
    let_serve(db, recall=0.95)
    card = json.loads(run("export", "model", tmp_path / "out", "--json").stdout)
    offer = next(one for one in trained.metrics["offers"] if one["recall"] == 0.95)
    assert card["threshold"]["value"] == offer["threshold"] == load_detector(tmp_path / "out").threshold
    assert card["threshold"]["promised"] == offer["promised"]
    assert "It was chosen to find 95% of the positives" in (tmp_path / "out" / "card.md").read_text("utf-8")


def test_another_version_goes_out_with_its_own_threshold(run, db, trained, tmp_path):
    train_detector(db)
    let_serve(db, 2, recall=0.95)
    card = json.loads(run("export", "model", tmp_path / "out", "--version", 1, "--json").stdout)
    assert (card["version"], card["serves"], card["threshold"]["find"]) == (1, False, None)
    assert load_detector(tmp_path / "out").threshold == trained.metrics["threshold"]


def test_a_look_at_the_locked_slice_is_on_the_card(run, db, trained, tmp_path):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1, decided_at = '2000-01-01T00:00:00.000Z'")
    taken = take_snapshot(db)
    card = json.loads(run("export", "model", tmp_path / "out", "--json").stdout)
    assert (card["locked_slice"]["at"], card["locked_slice"]["n_looks"]) == (taken.at, 1)
    assert card["locked_slice"]["figures"]["f1"]["value"] == taken.metrics["f1"]
    assert "By then the slice had been looked at 1 time" in (tmp_path / "out" / "card.md").read_text("utf-8")


def test_a_zip_holds_the_same_files(run, trained, tmp_path):
    assert run("export", "model", tmp_path / "out.zip").exit_code == 0
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.namelist() == FILES
        archive.extractall(tmp_path / "unpacked")
    assert load_detector(tmp_path / "unpacked").version == 1


def test_files_of_others_stay_unless_forced(run, trained, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    refused = run("export", "model", out)
    assert (refused.exit_code, names(out)) == (1, ["mine.txt"])
    assert "holds other files (mine.txt)" in refused.stderr
    assert run("export", "model", out, "--force").exit_code == 0
    assert names(out) == [*FILES, "mine.txt"]


def test_a_second_export_replaces_the_first(run, db, trained, tmp_path):
    run("export", "model", tmp_path / "out")
    train_detector(db)
    let_serve(db, 2)
    assert run("export", "model", tmp_path / "out").exit_code == 0
    assert load_detector(tmp_path / "out").version == 2


@pytest.mark.parametrize(
    ("number", "said"), [(None, "No detector has been trained yet"), (7, "There is no version 7 of the detector")]
)
def test_without_such_a_version_nothing_is_written(run, db, tmp_path, number, said):
    result = run("export", "model", tmp_path / "out", *([] if number is None else ["--version", number]))
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_damaged_version_is_a_sentence_and_nothing_is_written(run, db, trained, tmp_path):
    with write(db):
        db.execute("UPDATE model_versions SET artifact = x'00'")
    result = run("export", "model", tmp_path / "out")
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "The stored model 1 is damaged" in result.stderr


def pipeline(folder, *, broken: bool = False):
    """A tiny pipeline, trained for two steps and stored as `spacy train` does."""
    code = (
        "import sys, spacy; from spacy.training import Example\n"
        "nlp = spacy.blank('en'); nlp.add_pipe('ner').add_label('BASE')\n"
        "doc = {'entities': [(12, 21, 'BASE')]}\n"
        "examples = [Example.from_dict(nlp.make_doc('Rockets hit Camp Taji.'), doc)]\n"
        "nlp.initialize(lambda: examples)\n"
        "[nlp.update(examples) for _ in range(2)]\n"
        "nlp.meta['performance'] = {'ents_f': 0.5}\n"
        "nlp.to_disk(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, capture_output=True)
    if broken:
        (folder / "ner" / "model").write_bytes(b"broken")
    return folder


@pytest.mark.slow
def test_a_pipeline_goes_along_and_can_be_packaged(run, trained, tmp_path):
    model = pipeline(tmp_path / "model-best")
    for _ in range(2):
        result = run("export", "model", tmp_path / "out", "--spacy", model)
        assert result.exit_code == 0, result.stderr
    assert names(tmp_path / "out") == [*FILES, "spacy"]
    assert (tmp_path / "out" / "spacy" / "ner" / "model").read_bytes() == (model / "ner" / "model").read_bytes()
    card = json.loads((tmp_path / "out" / "card.json").read_text("utf-8"))
    assert card["spacy"]["labels"]["ner"] == ["BASE"]
    assert "Its own figures, from its training: ents\\_f 0.500." in (tmp_path / "out" / "card.md").read_text("utf-8")
    (tmp_path / "packages").mkdir()
    command = [sys.executable, "-m", "spacy", "package", str(tmp_path / "out" / "spacy"), str(tmp_path / "packages")]
    said = subprocess.run(command, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
    assert len(list((tmp_path / "packages").rglob("*.tar.gz"))) == 1
    run("export", "model", tmp_path / "out.zip", "--spacy", model)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert "spacy/ner/model" in archive.namelist()


@pytest.mark.slow
def test_a_broken_pipeline_is_a_sentence_and_nothing_is_written(run, trained, tmp_path):
    result = run("export", "model", tmp_path / "out", "--spacy", pipeline(tmp_path / "model-best", broken=True))
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "`spacy package` does not take this pipeline" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_folder_that_is_no_pipeline_is_a_sentence(run, trained, tmp_path):
    result = run("export", "model", tmp_path / "out", "--spacy", tmp_path)
    assert (result.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert "is no spaCy pipeline" in result.stderr
