"""The seeds are data that a newcomer can start from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from exports.sources import read_paths
from labeling.core.scheme_file import read_scheme
from labeling.nlp.tokens import tokenise
from labeling.store.boilerplate import ranges_of
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.load import load_documents

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SCHEME = read_scheme((SEEDS / "scheme.toml").read_text("utf-8"), where="seeds/scheme.toml")


@pytest.fixture(scope="module")
def records() -> list[dict]:
    return [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text("utf-8").split("\n") if line]


def test_the_articles_are_many_and_of_all_kinds(records):
    texts = [record["text"] for record in records]
    assert len(texts) == len(set(texts)) >= 60
    assert all(600 <= len(text) <= 5_000 for text in texts)
    answers = [record["attack_report"] for record in records if "attack_report" in record]
    assert (answers.count("yes"), answers.count("no")) == (13, 11)
    assert sum("spans" in record for record in records) == 24
    assert any("’" in text for text in texts)
    assert any(re.search("[\u0600-\u06ff]{3}", text) for text in texts)
    assert any(re.search("[\U0001f300-\U0001faff]", text) for text in texts)


def test_the_articles_load_as_they_are_with_spans_on_token_boundaries():
    reading = read_paths([SEEDS / "articles.jsonl"], scheme=SCHEME, annotator="sample")
    assert (reading.faults, reading.warnings) == ([], [])
    for record in reading.documents:
        (tokens,) = tokenise([record.document.text])
        for annotation in record.annotations:
            for span in annotation.spans:
                assert span.start in tokens.starts, span
                assert span.end in tokens.ends, span


def test_the_gazetteer_names_each_thing_once():
    entries = tomllib.loads((SEEDS / "gazetteer.toml").read_text("utf-8"))["entry"]
    labels = [entry["label"] for entry in entries]
    assert labels.count("BASE") >= 40
    assert labels.count("ACTOR") >= 30
    assert labels.count("WEAPON") >= 30
    assert set(labels) <= {label.name for label in SCHEME.labels}
    owner: dict[str, str] = {}
    for entry in entries:
        for name in (entry["name"], *entry["aliases"]):
            assert any(character.isalnum() for character in name), entry
            assert owner.setdefault(name.casefold(), entry["name"]) == entry["name"], name
        if entry["label"] == "BASE":
            assert -90 <= entry["latitude"] <= 90
            assert -180 <= entry["longitude"] <= 180


FOLDED = (
    *(
        "Read more: ",
        "Share · ",
        "Reader comments",
        "“My cousin works there",
        "“So the sun did it?",
        "Follow Tigris Daily",
    ),
    *(
        "(Reporting by ",
        "(Additional reporting by ",
        "This site uses cookies",
        "We use cookies",
        "Gulf Ledger Weekend: ",
    ),
    *("You are reading one of", "Subscribe to Gulf Ledger", "Gulf Ledger Weekend: ", "Terms of use"),
    *("Follow Tigris Daily", "Coast Standard · Print"),
)


def test_of_the_articles_nothing_is_folded_but_what_was_written_as_boilerplate(db, records):
    load_documents(db, read_paths([SEEDS / "articles.jsonl"], scheme=SCHEME, annotator="sample").documents)
    find_all_boilerplate(db)
    folded = [
        line.strip()
        for record in records
        for start, end, _ in ranges_of(db, record["id"])
        for line in record["text"][start:end].split("\n")
        if line.strip(" \r—")
    ]
    assert len(folded) > 40
    assert [line for line in folded if not line.startswith(FOLDED)] == []


def test_nothing_of_the_articles_is_other_peoples_text(records, shared):
    def runs(text: str) -> set[tuple]:
        words = re.findall(r"\w+", text.lower())
        return {tuple(words[start : start + 10]) for start in range(len(words) - 9)}

    known: set[tuple] = set()
    for path in (shared / "seeds").glob("*.txt"):
        known |= runs(path.read_text("utf-8"))
    for path in (shared / "data").rglob("*.jsonl"):
        for line in filter(None, path.read_text("utf-8").split("\n")):
            known |= runs(json.loads(line)["text"])
    for record in records:
        assert not runs(record["text"]) & known, record["id"]
