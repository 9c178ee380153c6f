"""From what the members say to one probability: weights that start from usual ones and learn from scores out of fold.

This is the calibration as well: fitted on documents that the members did not see, the probability means what it says.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

USUAL = np.array(
    [0.8, 0.8, -0.8, 0.4, 0.3, 0.4, 0.9, -0.3, 1.0]
)  # of MEMBERS; chosen out of fold on MUC-4 train, from 25 answers to all
FIRMNESS = 100.0  # answers that the proportions of the usual weights are worth
SCALE_FIRMNESS = 10.0  # the same of how sure they are, on a log scale
FEWEST_IN_SAMPLE, FEWEST_OF_EACH = 30, 5  # documents and of each answer, before an honest sample is listened to
LEVEL_FIRMNESS = 5.0  # answers that the level of all answered documents is worth beside it
OFFSET_FIRMNESS = 3.0  # the same of "as many yes as no"


@dataclass(frozen=True, slots=True)
class Stack:
    """p = 1 / (1 + exp(-(weights · logits + offset))). weights: shape (n_members,)."""

    weights: np.ndarray
    offset: float

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        """logits: shape (n, n_members). Returns probabilities, shape (n,)."""
        return expit(logits @ self.weights + self.offset)


def usual_stack(logits: np.ndarray) -> Stack:
    """The usual weights; the average of these documents is a toss-up. logits: shape (n, n_members)."""
    return Stack(USUAL, float(-logits.mean(axis=0) @ USUAL))


def fit_stack(logits: np.ndarray, y: np.ndarray) -> Stack:
    """The weights that fit best, drawn to the usual ones. logits: shape (n, n_members), out of fold; y: shape (n,).

    The targets are Platt's: a little less sure than 0 and 1, so that a clean split does not become certainty. Where
    higher sums mean fewer positives the usual proportions stay.
    """
    n_positive = int(y.sum())
    target = np.where(y == 1, (n_positive + 1) / (n_positive + 2), 1 / (len(y) - n_positive + 2))
    mean = logits.mean(axis=0)
    x = logits - mean
    spread = x.std(axis=0) / max(float((x @ USUAL).std()), 1e-9)  # shares of the spread of the usual sum
    firmness = np.concatenate([FIRMNESS * spread**2, [SCALE_FIRMNESS, OFFSET_FIRMNESS]])
    if np.cov(x @ USUAL, y)[0, 1] <= 0:
        firmness[:-2] = 1e9

    def loss(moved: np.ndarray) -> tuple[float, np.ndarray]:
        scale = np.exp(moved[-2])
        z = x @ (scale * (USUAL + moved[:-2])) + moved[-1]
        value = np.logaddexp(0, z).sum() - target @ z + 0.5 * firmness @ moved**2
        wrong = expit(z) - target
        slopes = np.concatenate([scale * (x.T @ wrong), [wrong @ (z - moved[-1]), wrong.sum()]])
        return value, slopes + firmness * moved

    start = np.zeros(len(USUAL) + 2)
    moved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"ftol": 1e-12, "gtol": 1e-6}).x
    weights = np.exp(moved[-2]) * (USUAL + moved[:-2])
    return Stack(weights, float(moved[-1] - mean @ weights))


def level_by(y: np.ndarray, sample: np.ndarray) -> np.ndarray:
    """The answers that set the level of the scores, shape (n,) of bool: the honest sample, or, of too few, all."""
    n, n_positive = int(sample.sum()), int(y[sample].sum())
    is_enough = n >= FEWEST_IN_SAMPLE and min(n_positive, n - n_positive) >= FEWEST_OF_EACH
    return sample if is_enough else np.ones(len(y), dtype=bool)


def levelled(stack: Stack, logits: np.ndarray, y: np.ndarray, sample: np.ndarray) -> Stack:
    """The same stack with the offset that an honest sample asks for; as it is where there is none to speak of.

    Documents that were chosen to be answered hold more positives than all do, or fewer. sample: shape (n,), of bool:
    those drawn at random.
    """
    level = level_by(y, sample)
    if level.all():
        return stack
    z = logits[level] @ stack.weights + stack.offset
    moved = 0.0
    for _ in range(50):
        p = expit(z + moved)
        moved -= (p.sum() - y[level].sum() + LEVEL_FIRMNESS * moved) / ((p * (1 - p)).sum() + LEVEL_FIRMNESS)
    return Stack(stack.weights, stack.offset + float(moved))
