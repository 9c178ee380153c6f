"""Models as bytes: skops, whose files name the types they hold; plain arrays of numpy and strings, nothing else."""

import zipfile
from typing import Any

import numpy as np
import skops.io
from scipy.sparse import csr_matrix

from labeling.core.errors import ModelDamaged
from labeling.store.learned.models import ModelVersion, threshold_for
from models.detecting.counting import Vocabulary
from models.detecting.detector import Detector, Model
from models.detecting.lexicon import Lexicon
from models.detecting.members import MEMBERS, Members
from models.detecting.space import Space
from models.detecting.stacking import Stack
from models.versions.choice import no_model

TRUSTED = ()  # types of others that may be loaded, beyond what skops trusts by itself: none is needed
COMPRESSED = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 1}
MEMBER_NAMES = ("words", "sentences", "topics", "known", "keywords", "marked", "neighbours")


def write_model(model: Model) -> bytes:
    """The arrays, in half precision of what they were fitted in, and all words as one string: small and quick."""
    vocabulary, lexicon = model.vocabulary, model.vocabulary.lexicon
    parts = {
        "words": "\n".join(vocabulary.words),
        "pairs": np.diff(vocabulary.pairs, prepend=0),
        "idf": _half(model.space.idf),
        "topics": _half(model.space.topics),
        "focus": model.space.focus,
        "topic_words": np.flatnonzero(model.space.topics.any(axis=1)),
        "single": _pairs_of(lexicon.single),
        "doubles": _pairs_of(lexicon.doubles),
        "double_keys": lexicon.keys,
        "n_groups": lexicon.single.shape[1],
        "n_kinds": lexicon.n_kinds,
        "stack": np.append(model.stack.weights, model.stack.offset),
    }
    parts["topics"] = parts["topics"][parts["topic_words"]]
    parts |= {f"member {name}": _half(getattr(model.members, name)) for name in MEMBER_NAMES}
    return skops.io.dumps(parts, **COMPRESSED)


def read_detector(version: ModelVersion | None, *, recall: float | None = None) -> Detector:
    """The detector of a stored version; NoModel without one, ModelDamaged where it cannot be what we stored.

    `recall`: the share of reports to find, as offered; without one its threshold has the best F1.
    """
    if version is None:
        raise no_model()
    try:
        return _detector(version, recall)
    except Exception as error:  # a damaged or foreign file fails in whichever part is read first
        raise ModelDamaged(
            f"Model {version.id} cannot be read, so nothing was scored ({type(error).__name__}: {error}). "
            "Train again to replace it (`sitrep train detector`), or let another version serve "
            "(`sitrep versions --use NUMBER`)."
        ) from None


def _detector(version: ModelVersion, recall: float | None) -> Detector:
    parts, settings = skops.io.loads(version.artifact, trusted=list(TRUSTED)), version.settings
    detector = Detector(
        id=version.id,
        model=read_model(parts),
        threshold=threshold_for(version.metrics, recall),
        positive=settings["positive"],
        negative=settings["negative"],
        question=settings["question"],
    )
    detector.scores(["Nothing fits together where this fails."])
    return detector


def read_model(parts: dict[str, Any]) -> Model:
    """The model of `write_model`; one of before, without a focus or neighbours, scores as it did.

    ValueError where the numbers are none, or do not fit each other.
    """
    words = tuple(parts["words"].split("\n"))
    n_words, n_groups = len(words), parts["n_groups"]
    keys = parts["double_keys"]
    lexicon = Lexicon(
        single=_table(parts["single"], (n_words, n_groups)),
        keys=keys,
        doubles=_table(parts["doubles"], (len(keys), n_groups)),
        n_kinds=parts["n_kinds"],
    )
    topics = np.zeros((n_words, parts["topics"].shape[1]), dtype=np.float32)
    topics[parts["topic_words"]] = parts["topics"]
    members = {name: parts[f"member {name}"] for name in MEMBER_NAMES if f"member {name}" in parts}
    weights = np.zeros(len(MEMBERS))
    weights[: len(parts["stack"]) - 1] = parts["stack"][:-1]
    model = Model(
        vocabulary=Vocabulary(words, np.cumsum(parts["pairs"]), lexicon),
        space=Space(parts["idf"], topics, parts.get("focus")),
        members=Members(**({"neighbours": np.zeros((0, topics.shape[1] + 1))} | members)),
        stack=Stack(weights, float(parts["stack"][-1])),
    )
    _check_fit(model)
    return model


def _check_fit(model: Model) -> None:
    """A short array can still be added up, and NaN is a score that nobody notices: so both are looked for here."""
    members, pairs, n_words = model.members, model.vocabulary.pairs, model.vocabulary.n_words
    n_terms = n_words + len(pairs)
    weights = (members.words, members.sentences, members.marked)
    if len(model.space.idf) != n_terms or any(len(one) != n_terms + 1 for one in weights):
        raise ValueError("it has weights for other words than its own")
    if len(pairs) and not (pairs[0] >= 0 and pairs[-1] < n_words**2 and (np.diff(pairs) > 0).all()):
        raise ValueError("its pairs of words are none")
    numbers = (model.space.idf, model.space.topics, *(getattr(members, name) for name in MEMBER_NAMES))
    if not all(np.isfinite(one).all() for one in (*numbers, model.stack.weights, [model.stack.offset])):
        raise ValueError("its weights are no numbers")


def _half(numbers: np.ndarray) -> np.ndarray:
    return numbers.astype(np.float32)


def _pairs_of(table: csr_matrix) -> np.ndarray:
    """(row, column) of each one in a table of ones."""
    return np.column_stack(table.nonzero())


def _table(pairs: np.ndarray, shape: tuple[int, int]) -> csr_matrix:
    return csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=shape)
