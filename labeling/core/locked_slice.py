"""The locked test slice: which documents nothing is ever learned from, so that a detector can be measured on them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

SHARE = 0.2  # of the clusters
FEWEST = 50  # documents to draw from; a smaller project needs them all to learn from


@dataclass(frozen=True, slots=True)
class Draw:
    """What was decided of one document. Once it is settled, a locked one never comes free."""

    document_id: str
    is_locked: bool
    is_settled: bool


def is_drawn(salt: str, sha256: str, share: float = SHARE) -> bool:
    """Whether a text of this hash is drawn. It depends on the project's salt and the text alone, on no other text.

    >>> sum(is_drawn("salt", str(number)) for number in range(1_000))
    210
    """
    number = int.from_bytes(hashlib.sha256(f"{salt}:{sha256}".encode()).digest()[:8])
    return number < share * 2**64


def is_cluster_locked(members: Sequence[Draw]) -> bool:
    """One decision for all documents of a cluster, so that none of them is learned from while another is locked.

    What is settled counts: one locked member locks the others. Where nothing is settled the draw of one member
    stands for all; with a draw for each, large clusters would be locked more often than small ones.
    """
    settled = [one for one in members if one.is_settled]
    if settled:
        return any(one.is_locked for one in settled)
    return min(members, key=lambda one: one.document_id).is_locked
