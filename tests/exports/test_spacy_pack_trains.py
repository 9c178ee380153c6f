"""What spaCy itself says of a pack: `debug data`, `debug config`, `train`, and the commands of project.yml."""

import contextlib
import re
import subprocess
import sys

import pytest
from spacy.cli._util import app
from typer.testing import CliRunner

from exports.commands.export import export
from exports.spacy_pack.configs import COMPONENTS
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.exports.corpus import reports

pytestmark = pytest.mark.slow
FEW_STEPS = ("--training.max_steps", "2")


@pytest.fixture
def pack(run, db, tmp_path):
    """Writes a pack of reports with a span of every awkward kind, unanswered ones among them."""

    def make(*options, n=150):
        awkward, spans = annotated("[Rockets|WEAPON] hit [Taji\n|BASE][\n|ACTOR]  [It  |ACTOR]may be so.\n\nComments\n")
        layer = Annotation("amal", spans, {"attack_report": Answer("unsure")})
        load_documents(db, [*reports(n), AnnotatedDocument(Document("awkward", awkward), (layer,))])
        folder = tmp_path / "pack"
        assert run(export, "spacy", folder, "--split", "random", *options).exit_code == 0
        return folder

    return make


def spacy_says(*words, cwd):
    """What spaCy's command line prints, called here: starting Python for each would be most of the time."""
    with contextlib.chdir(cwd):
        result = CliRunner().invoke(app, [*map(str, words)], catch_exceptions=False)
    assert result.exit_code == 0, result.output[-3000:]
    return result.output


def few_examples(shown):
    n = re.search(r"(\d+) training docs", shown)[1]
    return f"⚠ Low number of examples to train a new pipeline ({n})"


@pytest.mark.parametrize("options", [(), ("--paragraphs",), ("--language", "xx")], ids=["whole", "cut", "any language"])
def test_debug_data_finds_no_error_and_warns_of_nothing_but_few_examples(pack, options):
    folder = pack(*options)
    for component in COMPONENTS:
        shown = spacy_says("debug", "data", f"config_{component}.cfg", cwd=folder)
        marks = re.findall(r"(?:✔|⚠|✘) [^\x1b\n]*", shown)
        assert "✔ Corpus is loadable" in marks
        assert not [mark for mark in marks if mark.startswith("✘")]
        assert {mark for mark in marks if mark.startswith("⚠")} == {few_examples(shown), "⚠ 1 warning"}
        assert "Config is valid" in spacy_says("debug", "config", f"config_{component}.cfg", cwd=folder)


def test_labels_that_only_dev_has_or_nobody_break_neither_debugging_nor_training(run, db, tmp_path):
    load_documents(db, list(reports(12)))
    texts = [annotated(f"[Camp Taji|BASE] was hit on day {n}.") for n in range(8)]
    layers = [
        (Annotation("omar", spans, {"attack_report": Answer("yes" if n % 2 else "no")}),)
        for n, (_, spans) in enumerate(texts)
    ]
    load_documents(db, [AnnotatedDocument(Document(f"d{n}", text), layers[n]) for n, (text, _) in enumerate(texts)])
    folder, other = tmp_path / "pack", tmp_path / "other"
    run(export, "spacy", folder, "--annotator", "omar", "--split", "random")
    run(export, "spacy", other, "--annotator", "amal", "--split", "random")
    for component in COMPONENTS:
        spacy_says("train", f"config_{component}.cfg", "--paths.dev", other / "dev.spacy", *FEW_STEPS, cwd=folder)


def test_a_pack_in_another_language_trains(run, db, tmp_path):
    text, spans = annotated("أصابت [صواريخ|WEAPON] معسكر التاجي.")
    load_documents(
        db,
        [
            AnnotatedDocument(
                Document(f"ar{n}", f"{text} {n}", language="ar"),
                (Annotation("amal", spans, {"attack_report": Answer("yes" if n % 2 else "no")}),),
            )
            for n in range(8)
        ],
    )
    folder = tmp_path / "pack"
    run(export, "spacy", folder, "--language", "ar", "--split", "random")
    for component in COMPONENTS:
        spacy_says("train", f"config_{component}.cfg", *FEW_STEPS, cwd=folder)


def test_the_project_file_trains_evaluates_and_packages(pack):
    folder = pack("--paragraphs", n=40)
    for config in folder.glob("*.cfg"):
        config.write_text(re.sub("max_steps = .*", "max_steps = 2", config.read_text("utf-8")), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "spacy", "project", "run", "all"], cwd=folder, check=True)
    for component in COMPONENTS:
        assert (folder / f"metrics_{component}.json").is_file()
        assert list(folder.glob(f"packages/en_sitrep_{component}-*/dist/*.tar.gz"))
