"""Answered documents of the evaluation data beside the project, read in place."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from labeling.core.document import sha256_of
from models.detecting.training_data import TrainingData
from models.spans.examples import MarkedText

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class Gold:
    """`marks`: (start, label) of the gold spans, sorted."""

    id: str
    text: str
    is_positive: bool
    marks: tuple[tuple[int, str], ...]


def muc4(part: str) -> list[Gold]:
    """The documents of `part`, train or dev, in the order of the file."""
    return [
        Gold(
            record["id"],
            record["text"],
            record["attack_report"] == "yes",
            tuple(sorted((span["start"], span["label"]) for span in record["spans"])),
        )
        for record in _records("muc4", part)
    ]


def marked(corpus: str, part: str) -> list[MarkedText]:
    """The documents of `part` of re3d or muc4 with their spans."""
    return [
        MarkedText(
            record["id"],
            record["text"],
            sorted((span["start"], span["end"], span["label"]) for span in record["spans"]),
        )
        for record in _records(corpus, part)
    ]


def _records(corpus: str, part: str) -> Iterator[dict]:
    lines = (SHARED / "data" / corpus / f"{part}.jsonl").read_text("utf-8").split("\n")
    return map(json.loads, filter(None, lines))


def training_data(gold: Sequence[Gold], others: Sequence[Gold] = (), *, marked: bool = True) -> TrainingData:
    """As a project would hold them that answered `gold` and has `others` unanswered."""
    return TrainingData(
        ids=tuple(one.id for one in gold),
        texts=tuple(one.text for one in gold),
        is_positive=tuple(one.is_positive for one in gold),
        groups=tuple(sha256_of(one.text) for one in gold),
        others=tuple(one.text for one in others),
        marks=tuple(one.marks for one in gold) if marked else (),
    )
