"""What the tests of the models share: answered documents, the question, a command that runs."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from streamlit.testing.v1 import AppTest

from cli import sitrep
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document, sha256_of
from labeling.core.scheme import Question
from labeling.core.scheme_file import read_scheme
from labeling.workflow.load import load_documents
from models.detecting.training_data import TrainingData

ROOT = Path(__file__).resolve().parents[2]
ATTACK = (
    "Katyusha rockets hit Camp Taji on Tuesday.",
    "Two drones were shot down over the airbase.",
    "Mortars landed inside the camp; three soldiers were hurt.",
    "A convoy was struck by a roadside bomb near the city.",
)
QUIET = (
    "Parliament met on Monday to speak of prices.",
    "The minister opened a school in the city.",
    "Farmers began the harvest near the river.",
    "Talks about water went on for another week.",
)


def text_of(number: int, is_attack: bool, *, noise: float = 0.2) -> str:
    """Five sentences; some of them are of the other kind, so that nothing is too easy."""
    random_ = random.Random(number)
    kinds = [is_attack != (random_.random() < noise) for _ in range(5)]
    return f"Report {number}. " + " ".join(random_.choice(ATTACK if kind else QUIET) for kind in kinds)


def texts_and_answers(n: int, *, noise: float = 0.2) -> tuple[list[str], list[bool]]:
    answers = [number % 2 == 0 for number in range(n)]
    return [text_of(number, answer, noise=noise) for number, answer in enumerate(answers)], answers


def data_of(texts: list[str], answers: list[bool]) -> TrainingData:
    ids = tuple(f"d{number}" for number in range(len(texts)))
    return TrainingData(ids, tuple(texts), tuple(answers), tuple(sha256_of(text) for text in texts))


def answered(document_id: str, text: str, **answers: str) -> AnnotatedDocument:
    """A document that these people answered: answered("d1", "…", amal="yes", basim="no")."""
    layers = [Annotation(author, (), {"attack_report": Answer(value)}) for author, value in answers.items()]
    return AnnotatedDocument(Document(document_id, text), tuple(layers))


@pytest.fixture(scope="session")
def scheme():
    path = ROOT / "seeds" / "scheme.toml"
    return read_scheme(path.read_text("utf-8"), where=path.name)


@pytest.fixture(scope="session")
def question(scheme) -> Question:
    return scheme.detector_question


@pytest.fixture
def load(db):
    """Loads `n` answered reports, half of them attacks; numbered from `start`."""

    def loaded(n: int, *, start: int = 0, author: str = "amal") -> None:
        texts, answers = texts_and_answers(start + n)
        load_documents(
            db,
            [
                answered(f"d{number}", texts[number], **{author: "yes" if answers[number] else "no"})
                for number in range(start, start + n)
            ],
        )

    return loaded


@pytest.fixture
def run(db_path):
    """Runs a `sitrep` command on the test's database."""

    def ran(*words: object) -> Result:
        return CliRunner().invoke(sitrep, ["--db", str(db_path), *map(str, words)])

    return ran


@pytest.fixture
def page(db, monkeypatch):
    """The Detector page as Amal sees it."""
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "Amal")

    def script():
        import importlib

        importlib.import_module("models.pages.detector").show()

    def shown() -> AppTest:
        page = AppTest.from_function(script, default_timeout=30).run()
        assert not page.exception
        return page

    return shown
