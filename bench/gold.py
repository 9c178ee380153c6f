"""Answered documents of the evaluation data beside the project, read in place."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from labeling.core.document import sha256_of
from models.training_data import TrainingData

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
    lines = (SHARED / "data" / "muc4" / f"{part}.jsonl").read_text("utf-8").split("\n")
    return [
        Gold(
            record["id"],
            record["text"],
            record["attack_report"] == "yes",
            tuple(sorted((span["start"], span["label"]) for span in record["spans"])),
        )
        for record in map(json.loads, filter(None, lines))
    ]


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
