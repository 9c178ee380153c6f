"""An index of signatures: which documents could be nearly the same as new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labeling.clusters.candidates import candidates
from labeling.clusters.signatures import N_VALUES, TYPE, signature
from labeling.core.near_duplicates import fewest_shared

LUCK = 4  # standard deviations: of 30,000 near-duplicates one is lost to it


@dataclass(frozen=True, slots=True)
class Signed:
    """A document with the number of its runs of words and their signature, as it is stored."""

    document_id: str
    n_runs: int
    values: bytes


def signed(document_id: str, runs: frozenset[str]) -> Signed:
    return Signed(document_id, len(runs), signature(runs).tobytes())


class Index:
    """The signatures of a project, 520 bytes each, and the ids of their documents."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.n_runs = np.empty(0, int)
        self.signatures = np.empty((0, N_VALUES), TYPE)

    def add(self, rows: Sequence[Signed]) -> None:
        added = np.frombuffer(b"".join(row.values for row in rows), TYPE).reshape(-1, N_VALUES)
        self.ids = self.ids + [row.document_id for row in rows]
        self.n_runs = np.concatenate([self.n_runs, [row.n_runs for row in rows]])
        self.signatures = np.concatenate([self.signatures, added])

    def pairs(self, rows: Sequence[Signed]) -> list[tuple[str, str]]:
        """(id of one of these, id of one before it) for each two that could be nearly the same; nothing is added."""
        both, n_known = Index(), len(self.ids)
        both.ids, both.n_runs, both.signatures = self.ids, self.n_runs, self.signatures
        both.add(rows)
        found = candidates(both.signatures, both.signatures[n_known:])
        found = np.array([(n_known + row, other) for row, other in found if other < n_known + row], int).reshape(-1, 2)
        return [(both.ids[one], both.ids[other]) for one, other in found[both._could_be(found)].tolist()]

    def _could_be(self, pairs: np.ndarray) -> np.ndarray:
        """Which of these pairs of rows share values enough; the others need not be read. Shape (n_pairs,), bool.

        Two texts share each value with the probability J, the share of all their runs that both have.
        """
        n_runs = np.sort(self.n_runs[pairs], axis=1)
        shared = fewest_shared(n_runs[:, 0])
        j = shared / (n_runs.sum(axis=1) - shared)
        equal = (self.signatures[pairs[:, 0]] == self.signatures[pairs[:, 1]]).sum(axis=1)
        return equal >= N_VALUES * j - LUCK * np.sqrt(N_VALUES * j * (1 - j))
