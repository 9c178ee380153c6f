"""A disk on which no file may grow beyond a size; for the process itself, so everything that it writes."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def small_disk(n_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def damage(path, n_bytes: int = 600, seed: int = 7) -> None:
    """Overwrite bytes at random, after the header: what a dying disk does."""
    import random

    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(n_bytes):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    path.write_bytes(bytes(content))
