"""The span suggester on re3d and MUC-4: exact spans after many marked documents and after few."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.gold import marked
from bench.quality_detector import GAZETTEER, SCHEME
from bench.row import Row
from labeling.core.suggesting.phrases import longest
from models.figures.resampling import draws, interval
from models.spans.candidates import NONE, candidates
from models.spans.examples import Example, MarkedText, Place
from models.spans.judging import f1, f1_interval, f1_of_draws
from models.spans.serving import telling_words
from models.spans.training import Trained, train_suggester

LABELS = tuple(label.name for label in SCHEME.labels)
NAMES = {"re3d": "re3d", "muc4": "MUC-4"}
# corpus, documents to learn from (None: all), whether these all have marks, draws of them, F1 that is wanted
PARTS = (
    ("re3d", 25, False, 5, 0.53),
    ("re3d", None, False, 1, 0.62),
    ("muc4", 100, False, 5, 0.30),
    ("muc4", 100, True, 5, 0.30),
    ("muc4", None, False, 1, 0.38),
)


@dataclass(frozen=True)
class Counts:
    """(right, proposed, marked) spans of each held-out document, by label; each array of shape (n_documents, 3).

    `learned`: by the model, at the threshold it chose without them; `known`: by dictionary and gazetteer.
    `model_labels`: those that the model would suggest.
    """

    learned: dict[str, np.ndarray]
    known: dict[str, np.ndarray]
    model_labels: tuple[str, ...]


def rows() -> Iterator[Row]:
    """The threshold follows from the calibrated scores alone, out of fold on the training documents."""
    for corpus, n, all_marked, n_draws, wanted in PARTS:
        known, new = marked(corpus, "train"), marked(corpus, "dev")
        known = [one for one in known if one.marks or not all_marked]
        found = [counts_of(learned(_drawn(known, n, seed)), new) for seed in range(n_draws)]
        which = " that all have marks" if all_marked else ""
        name = f"{NAMES[corpus]} dev spans after {n or len(known):,} documents{which}: F1"
        yield _row(name, found, new, wanted)
        if any(not one.marks for one in new):
            yield _row(f"{name}, documents with marks", found, new, None, [bool(one.marks) for one in new])
        if n is None:
            yield _weapon(corpus, new, found[0])


def _drawn(known: Sequence[MarkedText], n: int | None, seed: int) -> list[MarkedText]:
    order = np.random.default_rng(seed).permutation(len(known))
    return [known[row] for row in sorted(order[:n])]


def learned(known: Sequence[MarkedText]) -> Trained:
    telling = telling_words(SCHEME.detector_question)
    return train_suggester([Example(one, GAZETTEER) for one in known], LABELS, GAZETTEER, telling=telling)


def counts_of(trained: Trained, new: Sequence[MarkedText]) -> Counts:
    metrics = trained.metrics
    learned: dict[str, list] = {label: [] for label in LABELS}
    known: dict[str, list] = {label: [] for label in LABELS}
    for one in new:
        read = Example(one, GAZETTEER)
        told = candidates(read, trained.suggester.knowledge, trained.suggester.relevance.of(read))
        for label in LABELS:
            gold = {(start, end) for start, end, name in one.marks if name == label}
            of_label = told.get(label, NONE)
            ranking = trained.suggester.rankings.get(label)
            said = ranking.spans(of_label) if ranking else ()
            learned[label].append(
                _compared(read, gold, [place for place, score in said if score >= metrics["threshold"]])
            )
            known[label].append(_compared(read, gold, longest(of_label.known())))
    return Counts(
        {label: np.array(found) for label, found in learned.items()},
        {label: np.array(found) for label, found in known.items()},
        tuple(metrics["model_labels"]),
    )


def _compared(read: Example, gold: set[tuple[int, int]], places: Iterable[Place]) -> tuple[int, int, int]:
    said = {(read.starts[first], read.ends[end - 1]) for first, end in places}
    return len(said & gold), len(said), len(gold)


def _row(
    name: str, found: Sequence[Counts], new: Sequence[MarkedText], wanted: float | None, taken: Sequence | None = None
) -> Row:
    """Over several draws the mean, and the interval of the mean: documents are drawn anew, the same ones in each."""
    inside = np.array(taken if taken is not None else [True] * len(new))
    learned = [sum(one.learned.values())[inside] for one in found]
    known = [sum(one.known.values())[inside] for one in found]
    weights = draws(range(int(inside.sum())))
    values = np.mean([f1_of_draws(one, weights) for one in learned], axis=0)
    n_spans = int(learned[0][:, 2].sum())
    each = f"; {len(found)} draws: {', '.join(f'{f1(one):.3f}' for one in learned)}" if len(found) > 1 else ""
    on = f"n = {n_spans:,} spans in {int(inside.sum())} documents{each}"
    return Row(
        name, float(np.mean([*map(f1, learned)])), interval(values), on, wanted, plain=np.mean([*map(f1, known)])
    )


def _weapon(corpus: str, new: Sequence[MarkedText], found: Counts) -> Row:
    """What suggests weapons is what was better out of fold; it is to be no worse than dictionary and gazetteer."""
    by_model, plain = "WEAPON" in found.model_labels, found.known["WEAPON"]
    counts = found.learned["WEAPON"] if by_model else plain
    name = f"{NAMES[corpus]} dev, WEAPON alone, by {'the model' if by_model else 'dictionary and gazetteer'}: F1"
    on = f"n = {int(counts[:, 2].sum()):,} spans in {len(new)} documents"
    return Row(name, f1(counts), f1_interval(counts, range(len(counts))), on, f1(plain), plain=f1(plain))
