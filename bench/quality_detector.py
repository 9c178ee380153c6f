"""The detector on MUC-4: after all answers and after few, at its thresholds, and the wrong answers it finds."""

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bench.gold import Gold, muc4, training_data
from bench.row import Row
from labeling.core.scheme_file import read_scheme
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.store.gazetteers import DEFAULT_GAZETTEER
from labeling.store.schemes import DEFAULT_SCHEME
from models.detecting.detector import Trained, train
from models.detecting.training_data import TrainingData
from models.figures.evaluation import figures
from models.figures.measuring import ece
from models.figures.resampling import average_precision, draws, interval, macro_f1, mean

SEEDS = range(5)
SCHEME = read_scheme(DEFAULT_SCHEME.read_text("utf-8"), where="seeds/scheme.toml")
GAZETTEER = read_gazetteer(
    DEFAULT_GAZETTEER.read_text("utf-8"),
    where="seeds/gazetteer.toml",
    labels=[label.name for label in SCHEME.labels],
)


def rows() -> Iterator[Row]:
    known, new = muc4("train"), muc4("dev")
    yield from _all_answers(known, new)
    yield from _few_answers(known, new)
    yield from _rare_reports(known, new)
    yield from _wrong_answers(known)


def trained_on(data: TrainingData) -> Trained:
    return train(data, SCHEME.detector_question, gazetteer=GAZETTEER)


def answers_of(gold: Sequence[Gold]) -> np.ndarray:
    return np.array([one.is_positive for one in gold], dtype=int)


def texts_of(gold: Sequence[Gold]) -> list[str]:
    return [one.text for one in gold]


def plain_scores(known: Sequence[Gold], others: Sequence[Gold], new: Sequence[Gold]) -> np.ndarray:
    """Words and pairs of words, log counts, under a balanced logistic regression; words are known from all texts."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, strip_accents="unicode")
    words.fit([*texts_of(known), *texts_of(others)])
    model = LogisticRegression(C=10, class_weight="balanced").fit(words.transform(texts_of(known)), answers_of(known))
    return model.predict_proba(words.transform(texts_of(new)))[:, 1]


def _all_answers(known: Sequence[Gold], new: Sequence[Gold]) -> Iterator[Row]:
    y, plain = answers_of(new), plain_scores(known, (), new)
    for marked in (True, False):
        trained = trained_on(training_data(known, marked=marked))
        p = trained.model.scores(texts_of(new))
        said, weights = p >= trained.metrics["threshold"], draws(range(len(new)))
        name = f"MUC-4 dev after {len(known):,} answers {'with spans' if marked else 'alone'}: "
        on, wanted = f"n = {len(new)}", (0.92, 0.80, 0.138, 0.055) if marked else (None,) * 4
        bare = figures(y, plain, plain >= 0.5)
        found = figures(y, p, said)
        for figure, values, least, bar in (
            ("average_precision", average_precision(y, p, weights), True, wanted[0]),
            ("macro_f1", macro_f1(y, said, weights), True, wanted[1]),
            ("brier", mean((p - y) ** 2, weights), False, wanted[2]),
        ):
            yield Row(name + figure.replace("_", " "), found[figure], interval(values), on, bar, least, bare[figure])
        apart = np.array([ece(y[drawn], p[drawn]) for drawn in _rows(weights)])
        chance = np.random.default_rng(0)
        by_chance = np.mean([ece((chance.random(len(p)) < p).astype(int), p) for _ in range(300)])
        told = f"{on}; scores that mean exactly what they say would have {by_chance:.3f}"
        yield Row(name + "ECE", ece(y, p), interval(apart), told, wanted[3], False, ece(y, plain))


def _rows(weights: np.ndarray) -> Iterator[np.ndarray]:
    for row in weights:
        yield np.repeat(np.arange(len(row)), row.astype(int))


def _few_answers(known: Sequence[Gold], new: Sequence[Gold]) -> Iterator[Row]:
    y = answers_of(new)
    for n, wanted in ((25, 0.83), (100, 0.86)):
        for marked in (False, True):
            ours, plain = [], []
            for seed in SEEDS:
                order = np.random.default_rng(seed).permutation(len(known))
                some, others = [known[row] for row in order[:n]], [known[row] for row in order[n:]]
                trained = trained_on(training_data(some, others, marked=marked))
                ours.append(_ap(y, trained.model.scores(texts_of(new))))
                plain.append(_ap(y, plain_scores(some, others, new)))
            name = f"MUC-4 dev after {n} random answers {'with spans' if marked else 'alone'}: average precision"
            yield Row(name, np.mean(ours), _of_mean(ours), _seeds(new), wanted, plain=np.mean(plain))


def _rare_reports(known: Sequence[Gold], new: Sequence[Gold]) -> Iterator[Row]:
    """One report to nine others; the new documents are what is left of both parts, so that there are enough reports."""
    for recall in (0.9, 0.95):
        found, promised, n_new = [], [], 0
        for seed in SEEDS:
            some, rest = _with_rare(known, seed)
            trained = trained_on(training_data(some))
            (offer,) = (one for one in trained.metrics["offers"] if one["recall"] == recall)
            reports = [one for one in (*rest, *new) if one.is_positive]
            n_new = len(reports)
            found.append(float((trained.model.scores(texts_of(reports)) >= offer["threshold"]).mean()))
            promised.append(offer["promised"])
        apart = np.abs(np.array(found) - np.array(promised))
        name = f"one report in ten: recall {np.mean(found):.3f}, promised {np.mean(promised):.3f}; mean distance"
        on = f"{len(SEEDS)} seeds, n = {n_new} new reports, learned from {sum(one.is_positive for one in some)}"
        yield Row(name, apart.mean(), _of_mean(apart), on, 0.05, least=False)


def _with_rare(known: Sequence[Gold], seed: int) -> tuple[list[Gold], list[Gold]]:
    """All that are no report with a ninth as many reports, and the other reports."""
    reports, others = [one for one in known if one.is_positive], [one for one in known if not one.is_positive]
    order = np.random.default_rng(seed).permutation(len(reports))
    n = len(others) // 9
    return [*others, *(reports[row] for row in order[:n])], [reports[row] for row in order[n:]]


def _wrong_answers(known: Sequence[Gold]) -> Iterator[Row]:
    for marked in (False, True):
        shares = []
        for seed in SEEDS:
            turned = np.random.default_rng(seed).choice(len(known), len(known) // 20, replace=False)
            data = training_data(known, marked=marked)
            answers = answers_of(known)
            answers[turned] = 1 - answers[turned]
            trained = trained_on(dataclasses.replace(data, is_positive=tuple(map(bool, answers))))
            shares.append(float(np.isin(np.argsort(-trained.doubt)[:25], turned).mean()))
        name = f"5 % of the answers {'with spans' if marked else 'alone'} turned round: of the first 25 suspects, real"
        yield Row(name, np.mean(shares), _of_mean(shares), f"{len(SEEDS)} seeds, n = {len(known):,}", 0.6)


def _ap(y: np.ndarray, p: np.ndarray) -> float:
    return float(average_precision(y, p, np.ones((1, len(y))))[0])


def _of_mean(values: Sequence[float]) -> tuple[float, float]:
    """The interval of the mean over seeds, from their spread alone."""
    half = 2.78 * np.std(values, ddof=1) / np.sqrt(len(values))  # Student's t of five
    return float(np.mean(values) - half), float(np.mean(values) + half)


def _seeds(new: Sequence[Gold]) -> str:
    return f"{len(SEEDS)} seeds, n = {len(new)}"
