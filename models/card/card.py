"""The card of a version of the detector: where it comes from, how good it is, and what it must not be used for."""

import importlib.metadata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.documents import languages_of, origins_of
from labeling.store.learned.models import ModelVersion, threshold_for
from labeling.store.learned.out_of_fold import out_of_fold_of
from labeling.store.learned.snapshots import snapshots
from labeling.store.schemes import read_only_scheme
from labeling.store.serving import serving
from models.card.card_limits import limits
from models.versions.kind import KIND

FIGURES = ("average_precision", "f1", "macro_f1", "precision", "recall", "brier", "ece", "all_yes_f1")
COUNTS = ("n", "n_positive", "n_negative")
LEFT_OUT = ("n_undecided", "n_tied", "n_locked")
MATRIX = ("true_positives", "false_positives", "false_negatives", "true_negatives")
UNNAMED = "none named"
Card = dict[str, Any]  # what card.json holds: plain values


def card_of(db: Database, version: ModelVersion) -> Card:
    """Everything that is to be told of this version, as plain values."""
    metrics, settings, chosen = version.metrics, version.settings, serving(db, KIND)
    serves = chosen is not None and chosen.model_id == version.id
    scheme = read_only_scheme(db)
    question = scheme.question(settings["question"])
    card = {
        "kind": "detector",
        "version": version.id,
        "serves": serves,
        "trained_at": version.trained_at,
        "exported_at": now(),
        "sitrep": importlib.metadata.version("sitrep"),
        "libraries": {name: settings[name] for name in ("scikit-learn", "numpy", "scipy")},
        "question": {
            "name": settings["question"],
            "text": question.text if question else None,
            "positive": settings["positive"],
            "negative": settings["negative"],
        },
        "scheme": {"id": scheme.id, "guideline_version": scheme.guideline_version},
        "data": _data(db, version),
        "figures": _figures(metrics),
        "parts": {"sources": metrics["by_source"], "months": metrics["by_month"]},
        "threshold": _threshold(metrics, chosen.recall if serves else None),
        "locked_slice": _locked_slice(db, version.id),
        "spacy": None,
    }
    return card | {"limits": limits(card)}


def _data(db: Database, version: ModelVersion) -> Card:
    """What it learned from. Sources, months and languages are those the documents name; the rest are `UNNAMED`.

    `n_sampled`: how many of the documents are an honest sample of all; null: this was not kept.
    """
    ids = [row.document_id for row in out_of_fold_of(db, version.id)]
    origins = list(origins_of(db, ids).values())
    sources = _counts(source for source, _ in origins)
    days = sorted(day for _, day in origins if day)
    return {
        "fingerprint": version.trained_on,
        **{name: version.metrics[name] for name in COUNTS},
        **{f"{name}_left_out": version.metrics[name] for name in LEFT_OUT},
        "n_sampled": version.metrics.get("n_sampled"),
        "n_without_answer": version.settings["n_others"],
        "n_sources": len(sources.keys() - {UNNAMED}),
        "sources": sources,
        "first_month": days[0][:7] if days else None,
        "last_month": days[-1][:7] if days else None,
        "n_without_date": len(origins) - len(days),
        "languages": _counts(languages_of(db, ids).values()),
    }


def _counts(names: Iterable[str | None]) -> dict[str, int]:
    """How many documents by name, the most first."""
    return dict(Counter(name or UNNAMED for name in names).most_common())


def _figures(metrics: Mapping[str, Any]) -> Card:
    """Each figure out of fold, or on the locked slice, with what 95 % of the draws of documents lie between."""
    positive, said = metrics["n_positive"], metrics["true_positives"] + metrics["false_positives"]
    shares = {
        "precision": metrics["true_positives"] / said if said else None,
        "recall": metrics["true_positives"] / positive if positive else None,
    }
    values = {name: shares.get(name, metrics.get(name)) for name in FIGURES}
    return {name: _figure(value, metrics["intervals"].get(name)) for name, value in values.items()} | {
        name: metrics[name] for name in (*COUNTS, *MATRIX)
    }


def _figure(value: float | None, interval: Sequence[float | None] | None) -> Card:
    low, high = interval or (None, None)
    return {"value": value, "low": low, "high": high}


def _threshold(metrics: Mapping[str, Any], recall: float | None) -> Card:
    """The score from which it says the positive value, and what that promises; nothing where it has the best F1."""
    offer = next((one for one in metrics["offers"] if one["recall"] == recall), {})
    promise = {name: offer.get(name) for name in ("promised", "low", "high", "read", "precision")}
    return {"value": threshold_for(metrics, recall), "find": recall} | promise


def _locked_slice(db: Database, number: int) -> Card | None:
    """The newest look of this version at the locked test slice."""
    newest = next((one for one in snapshots(db) if one.model_id == number), None)
    if newest is None:
        return None
    of = newest.metrics
    return {"at": newest.at, "n_looks": of["n_looks"], "threshold": of["threshold"], "figures": _figures(of)}
