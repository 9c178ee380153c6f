"""An index of signatures: which documents could be nearly the same as new ones."""

from collections.abc import Iterable, Sequence

import numpy as np

from labeling.clusters.candidates import candidates
from labeling.clusters.signatures import N_VALUES, TYPE, signature


class Index:
    """Document ids with their signatures, 512 bytes each."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.signatures = np.empty((0, N_VALUES), TYPE)

    def add(self, rows: Sequence[tuple[str, bytes]]) -> None:
        """Take in (document id, signature)."""
        self.ids += [document_id for document_id, _ in rows]
        added = np.frombuffer(b"".join(stored for _, stored in rows), TYPE).reshape(-1, N_VALUES)
        self.signatures = np.concatenate([self.signatures, added])

    def pairs(self, rows: Sequence[tuple[str, bytes]]) -> list[tuple[str, str]]:
        """(id of one of these, id of one before it) for each two that could be nearly the same; nothing is added."""
        both, n_known = Index(), len(self.ids)
        both.ids, both.signatures = self.ids.copy(), self.signatures
        both.add(rows)
        found = candidates(both.signatures, both.signatures[n_known:])
        return [(both.ids[n_known + row], both.ids[other]) for row, other in found if other < n_known + row]


def packed_signature(runs: Iterable[str]) -> bytes:
    """The signature of a text with these runs of words, as it is stored."""
    return signature(runs).tobytes()
