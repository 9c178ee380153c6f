"""How probable each span is under a CRF: forward-backward over all sentences of a text at once."""

import numpy as np

from models.spans.tags import ALLOWED, FORBIDDEN, TAGS

BEGINS, INSIDE, ENDS, SINGLE = (TAGS.index(tag) for tag in "BIES")
LEGAL = np.array([[0.0 if one + other in ALLOWED else FORBIDDEN for other in TAGS] for one in TAGS])
BEGIN = np.array([0, 0, FORBIDDEN, FORBIDDEN, 0])
END = np.array([0, FORBIDDEN, FORBIDDEN, 0, 0])
TEMPERATURE = 0.7  # CRFs are too sure of themselves: weights are taken this many times
LONGEST = 12  # words of a span


def probable_spans(
    emissions: np.ndarray, lengths: np.ndarray, transitions: np.ndarray, least: float
) -> list[tuple[int, int, float]]:
    """(first token, end token, probability) of the spans with at least the probability `least`.

    emissions: shape (n_tokens, 5), the sentences one behind the other; lengths: their tokens, none of them 0.
    """
    if not len(emissions):
        return []
    scores, steps = emissions * TEMPERATURE, transitions * TEMPERATURE + LEGAL
    ends = np.cumsum(lengths)
    forward, backward, total = _forward_backward(scores, steps, ends - lengths, ends - 1, lengths)
    single = np.exp(forward[:, SINGLE] + backward[:, SINGLE] - total)
    found = [(int(at), int(at) + 1, float(single[at])) for at in np.flatnonzero(single >= least)]
    begun = np.exp(forward[:, BEGINS] + backward[:, BEGINS] - total)
    first = np.flatnonzero(begun >= least)
    run, tag, ends_of_line = forward[first, BEGINS], BEGINS, np.repeat(ends, lengths)
    for length in range(2, LONGEST + 1):
        inside = first + length <= ends_of_line[first]
        first, run = first[inside], run[inside]
        if not len(first):
            break
        at = first + length - 1
        probability = np.exp(run + steps[tag, ENDS] + scores[at, ENDS] + backward[at, ENDS] - total[first])
        found += [
            (int(one), int(one) + length, float(p)) for one, p in zip(first, probability, strict=True) if p >= least
        ]
        run, tag = run + steps[tag, INSIDE] + scores[at, INSIDE], INSIDE
        alive = np.exp(run + backward[at, INSIDE] - total[first]) >= least
        first, run = first[alive], run[alive]
    return sorted(found)


def _forward_backward(
    scores: np.ndarray, steps: np.ndarray, firsts: np.ndarray, lasts: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Log sums of the paths up to and from each token, and of all paths of its sentence, shape (n_tokens,)."""
    forward, backward = np.empty_like(scores), np.empty_like(scores)
    forward[firsts], backward[lasts] = BEGIN + scores[firsts], END
    for step in range(1, int(lengths.max())):
        going = np.flatnonzero(lengths > step)
        at = firsts[going] + step
        forward[at] = scores[at] + _log_sum(forward[at - 1][:, :, None] + steps, 1)
        at = lasts[going] - step
        backward[at] = _log_sum(steps + (scores[at + 1] + backward[at + 1])[:, None, :], 2)
    total = _log_sum(forward[lasts] + END, 1)
    return forward, backward, np.repeat(total, lengths)


def _log_sum(scores: np.ndarray, axis: int) -> np.ndarray:
    most = scores.max(axis=axis, keepdims=True)
    return (most + np.log(np.exp(scores - most).sum(axis=axis, keepdims=True))).squeeze(axis)
