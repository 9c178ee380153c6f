"""A span suggester as bytes: skops over plain arrays and strings, so that reading it runs nothing."""

import json
import zipfile
from collections.abc import Mapping, Sequence

import numpy as np
import skops.io

from labeling.core.errors import ModelDamaged
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.store.learned.models import ModelVersion
from models.spans.best_spans import Mark
from models.spans.candidates import N_EVIDENCE, Knowledge
from models.spans.crf import Weights
from models.spans.ranking import Ranking
from models.spans.relevance import Relevance
from models.spans.suggester import SpanSuggester

NOTHING: Mapping[str, Sequence[Mark]] = {}


def write_suggester(suggester: SpanSuggester, held_out: Mapping[str, Sequence[Mark]] = NOTHING) -> bytes:
    """Terms are one string and phrases one JSON text: as dictionaries of numbers they would be far larger.

    `held_out`: what was proposed out of fold, by document id; later versions are compared with it.
    """
    relevance = {"terms": json.dumps(dict(suggester.relevance.terms)), "bias": suggester.relevance.bias}
    labels = {label: _parts(known, suggester.rankings[label]) for label, known in suggester.knowledge.items()}
    parts = {"labels": labels, "relevance": relevance, "held_out": json.dumps(held_out, ensure_ascii=False)}
    return skops.io.dumps(parts, compression=zipfile.ZIP_DEFLATED, compresslevel=1)


def read_suggester(version: ModelVersion, gazetteer: Gazetteer) -> SpanSuggester:
    """The suggester of a stored version; ModelDamaged where it cannot be what was stored."""
    try:
        parts = _parts_of(version)
        labels = parts["labels"]
        return SpanSuggester(
            {label: _knowledge(one) for label, one in labels.items()},
            {label: _ranking(one) for label, one in labels.items()},
            _relevance(parts["relevance"]),
            gazetteer,
        )
    except Exception as error:  # a damaged or foreign file fails in whichever part is read first
        raise _damaged(version, error) from None


def read_held_out(version: ModelVersion) -> dict[str, list[Mark]]:
    """What this version proposed out of fold, by document id; empty for versions from before it was kept.

    ModelDamaged where it cannot be what was stored.
    """
    try:
        held_out = json.loads(_parts_of(version).get("held_out", "{}"))
        return {document_id: [(start, end, label) for start, end, label in of] for document_id, of in held_out.items()}
    except Exception as error:  # as above
        raise _damaged(version, error) from None


def _parts_of(version: ModelVersion) -> dict:
    return skops.io.loads(version.artifact, trusted=[])


def _damaged(version: ModelVersion, error: Exception) -> ModelDamaged:
    return ModelDamaged(
        f"Model {version.id} (span suggester) cannot be read ({type(error).__name__}: {error}); suggestions come "
        "from the dictionary alone. Train again to replace it (`sitrep train spans`), or let another version serve "
        "(`sitrep versions --kind spans --use NUMBER`)."
    )


def _parts(known: Knowledge, ranking: Ranking) -> dict:
    return {
        "terms": "\n".join(known.weights.place_by_term),
        "states": known.weights.states,
        "transitions": known.weights.transitions,
        "telling": " ".join(sorted(known.telling)),
        "phrases": json.dumps(dict(known.phrases), ensure_ascii=False),
        "ranking": np.array([*ranking.weights, ranking.bias, ranking.slope, ranking.offset]),
    }


def _knowledge(parts: dict) -> Knowledge:
    places = {term: place for place, term in enumerate(parts["terms"].split("\n"))}
    if len(places) != len(parts["states"]):
        raise ValueError(f"{len(places)} terms for {len(parts['states'])} rows of weights")
    phrases = {key: tuple(counts) for key, counts in json.loads(parts["phrases"]).items()}
    telling = frozenset(parts.get("telling", "").split())  # older versions know none
    return Knowledge(Weights(places, parts["states"], parts["transitions"]), phrases, telling)


def _ranking(parts: dict) -> Ranking:
    *weights, bias, slope, offset = parts["ranking"].tolist()
    weights += [0.0] * (N_EVIDENCE - len(weights))  # versions from before the newest evidence
    return Ranking(np.array(weights), bias, slope, offset)


def _relevance(parts: dict) -> Relevance:
    return Relevance({term: tuple(numbers) for term, numbers in json.loads(parts["terms"]).items()}, parts["bias"])
