"""Lets three made-up people code the marked sample articles, for the pictures of a team's pages."""

import json
import random
from pathlib import Path

from sqlite_utils import Database

from labeling.core.span import Span
from labeling.store.authors import Author, add_author
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from tests.operations import added, message

SAMPLES = Path(__file__).resolve().parents[1] / "seeds" / "articles.jsonl"
OTHER = {"ACTOR": "BASE", "BASE": "ACTOR", "WEAPON": "CASUALTY", "CASUALTY": "WEAPON"}
CARE = {"Amal": 0.97, "Basim": 0.85, "Chen": 0.9}  # the share of marks that each sets as the sample has them


def code_samples(db: Database) -> list[str]:
    """Each marked sample is finished by two of the three; its ids, in load order."""
    chance = random.Random(0)
    with write(db):
        people = [add_author(db, name) for name in CARE]
    marked = [record for record in map(json.loads, SAMPLES.read_text("utf-8").splitlines()) if record.get("spans")]
    for record in marked:
        for author in chance.sample(people, 2):
            _finish(db, record, author, chance)
    return [record["id"] for record in marked]


def _finish(db: Database, record: dict, author: Author, chance: random.Random) -> None:
    text, care = record["text"], CARE[author.name]
    told = {found.place: found for one in record["spans"] for found in _as_seen(_span(one), text, care, chance)}
    answer = record["attack_report"]
    if chance.random() > care:
        answer = "no" if answer == "yes" else "yes"
    messages = [added(text, span, attributes=dict(span.attributes)) for span in told.values()]
    messages += [message("answer.set", question="attack_report", value=answer), message("work.submit", seconds=60)]
    assert not take_operations(db, record["id"], author, messages).refused


def _span(record: dict) -> Span:
    return Span(record["start"], record["end"], record["label"], record.get("attributes", {}))


def _as_seen(span: Span, text: str, care: float, chance: random.Random) -> list[Span]:
    """The span as somebody of this care marks it: as it is, or left out, or without its first word, or mislabelled."""
    if chance.random() < care:
        return [span]
    first, _, rest = span.quote(text).partition(" ")
    shorter = [Span(span.start + len(first) + 1, span.end, span.label)] if rest else []
    return chance.choice([[], shorter, [Span(span.start, span.end, OTHER[span.label])]])
