"""Which version of the span suggester serves next: a trained one that is not worse than the one that serves.

Both are compared on the same finished documents, seen by neither, by exact spans of what each would suggest.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from sqlite_utils import Database

from labeling.core.errors import ModelDamaged
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.store.learned.models import ModelVersion, serving_model
from labeling.store.learned.readings import KIND
from models.figures.gate import CLEARLY, FEWEST
from models.figures.resampling import draws
from models.spans.artifact import read_held_out, read_suggester
from models.spans.best_spans import Mark, best_spans
from models.spans.examples import Example
from models.spans.judging import f1, f1_of_draws
from models.spans.progress import Tell, followed
from models.spans.training import Trained
from models.versions.groups import groups_of

FIRST = "It is the first one."
UNREADABLE = "The one before cannot be read."
TOO_FEW = "There are too few documents to compare it with the one before."


def judge(
    db: Database,
    examples: Sequence[Example],
    trained: Trained,
    gazetteer: Gazetteer,
    tell: Tell = lambda share: None,
) -> tuple[bool, str]:
    """Whether the trained one is to serve, and why, as a sentence."""
    try:
        version = serving_model(db, KIND)
        if version is None:
            return True, FIRST
        old = proposed_by(db, version, examples, gazetteer, tell)
    except ModelDamaged:
        return True, UNREADABLE
    rows = [row for row, one in enumerate(examples) if one.id in old]
    if len(rows) < FEWEST:
        return True, TOO_FEW
    compared = [examples[row] for row in rows]
    before = counts_of(compared, [old[one.id] for one in compared])
    after = counts_of(compared, [trained.held_out[one.id] for one in compared])
    weights = draws([one.group for one in compared])
    is_worse = float((f1_of_draws(before, weights) > f1_of_draws(after, weights)).mean()) >= CLEARLY
    verdict = f"{'worse' if is_worse else 'not worse'} than version {version.id}"
    figures = f"F1 of exact spans {f1(after):.3f} against {f1(before):.3f}"
    return not is_worse, f"It is {verdict}: {figures}, on the same {len(rows):,} documents, seen by neither."


def proposed_by(
    db: Database,
    version: ModelVersion,
    examples: Sequence[Example],
    gazetteer: Gazetteer,
    tell: Tell = lambda share: None,
) -> dict[str, list[Mark]]:
    """Document id to what a version proposes there unseen; ModelDamaged where it cannot be read.

    What it learned from, it is judged by out of fold, as it was then; of the rest it has seen nothing, but for
    near-duplicates of what it learned from, whether that is finished today or not: these are left out.
    """
    held_out, suggester = read_held_out(version), read_suggester(version, gazetteer)
    if not held_out:
        return {}  # from before this was kept: nobody knows what it has seen
    seen = set(groups_of(db, held_out))
    found = {one.id: held_out[one.id] for one in examples if one.id in held_out}
    unseen = [one for one in examples if one.group not in seen]
    return found | {one.id: best_spans(suggester, version.metrics, one) for one in followed(unseen, tell)}


def counts_of(examples: Iterable[Example], proposed: Iterable[Sequence[Mark]]) -> np.ndarray:
    """(right, proposed, marked) of each document by today's marks; shape (n_documents, 3)."""
    pairs = ((_marks(one), {tuple(mark) for mark in marks}) for one, marks in zip(examples, proposed, strict=True))
    return np.array([[len(gold & said), len(said), len(gold)] for gold, said in pairs]).reshape(-1, 3)


def _marks(one: Example) -> set[Mark]:
    return {(one.starts[first], one.ends[end - 1], label) for label, of in one.places.items() for first, end in of}
