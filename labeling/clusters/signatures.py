"""MinHash signatures: 128 numbers a text, of which two texts share about as many as they share of their runs."""

import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from datasketch import MinHash

N_VALUES = 128
SCHEME = "affine32"  # named, because signatures are kept: another version of datasketch may have another default
TYPE = np.dtype("<u4")


def signature(runs: Iterable[str]) -> np.ndarray:
    """The signature of a text with these runs of words, shape (N_VALUES,); the same runs always give the same."""
    minhash = _empty().copy()
    minhash.update_batch([run.encode("utf-8") for run in runs])
    return minhash.hashvalues.astype(TYPE)


@lru_cache(maxsize=1)
def _empty() -> MinHash:
    """Made once: drawing the permutations takes longer than applying them to a text."""
    return MinHash(N_VALUES, hashfunc=zlib.crc32, scheme=SCHEME)
