"""A conditional random field for one label: fitted by CRFsuite, kept and applied as plain arrays of weights."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from pycrfsuite import Trainer
from scipy.sparse import csr_matrix
from sklearn_crfsuite import CRF

from models.spans.features import Features
from models.spans.progress import Tell
from models.spans.tags import TAGS

SETTINGS = {"algorithm": "lbfgs", "c2": 0.05, "max_iterations": 30}
# How firmly weights are held at nothing. Few texts need every clue: of 100 MUC-4 documents .1 learns .012 F1 more than
# .3 does (mean of 3 draws, better in each), of 25 of re3d .005 (4 draws), on other training documents.
FIRM, LOOSE = 0.3, 0.1
TAKEN = 200  # sentences between two words: all of a large project take CRFsuite ten seconds
FEW = 200  # texts with marks, up to which the weights are held loosely
Sentence = list[list[bytes]]  # the features of each word


@dataclass(frozen=True)
class Weights:
    """`states`: shape (n_terms, 5), rows as in `place_by_term`; `transitions`: shape (5, 5), from tag to tag."""

    place_by_term: dict[str, int]
    states: np.ndarray
    transitions: np.ndarray


def strength_for(n_texts: int) -> float:
    """How firmly to hold weights that are learned from so many texts: c1 of CRFsuite."""
    return LOOSE if n_texts <= FEW else FIRM


def fit_crf(
    sentences: Iterable[Sentence], tags: Iterable[str], *, strength: float, tell: Tell = lambda share: None
) -> Weights:
    """Learn from sentences and their tags; they need not be held, CRFsuite takes one after the other.

    `tell` hears while they are taken, and after each round through all of them, how much is done; what it raises during
    a round is raised at the end.
    """
    trainer = _trainer_that_tells(tell)
    crf = CRF(**SETTINGS, c1=strength, trainer_cls=trainer).fit(_taken(sentences, tell), tags)
    if trainer.raised:
        raise trainer.raised
    place_by_term: dict[str, int] = {}
    for term, _ in crf.state_features_:
        place_by_term.setdefault(term, len(place_by_term))
    states = np.zeros((len(place_by_term), len(TAGS)), dtype=np.float32)
    for (term, tag), weight in crf.state_features_.items():
        states[place_by_term[term], TAGS.index(tag)] = weight
    transitions = np.zeros((len(TAGS), len(TAGS)))
    for (before, after), weight in crf.transition_features_.items():
        transitions[TAGS.index(before), TAGS.index(after)] = weight
    return Weights(place_by_term, states, transitions)


def _taken(sentences: Iterable[Sentence], tell: Tell) -> Iterator[Sentence]:
    for number, sentence in enumerate(sentences):
        if number % TAKEN == 0:
            tell(0.0)
        yield sentence


def _trainer_that_tells(tell: Tell) -> type[Trainer]:
    class Telling(Trainer):
        raised: BaseException | None = None
        n_rounds = 0

        def message(self, message: str) -> None:
            super().message(message)
            is_round = "Iteration" in message
            if (is_round or message.isdigit()) and Telling.raised is None:  # it counts to 10 before the first round
                self.n_rounds += is_round
                try:
                    tell(self.n_rounds / SETTINGS["max_iterations"])
                except BaseException as raised:  # through CRFsuite's C it would leave its memory behind
                    Telling.raised = raised

    return Telling


def emissions(tokens: Iterable[Features], weights: Weights) -> np.ndarray:
    """Scores of each token's tags by its own features, shape (n_tokens, 5)."""
    places: list[int] = []
    ends = [0]
    known = weights.place_by_term
    for features in tokens:
        places += [known[feature] for feature in features if feature in known]
        ends.append(len(places))
    counts = csr_matrix((np.ones(len(places), dtype=np.float32), places, ends), shape=(len(ends) - 1, len(known)))
    return np.asarray(counts @ weights.states, dtype=float)
