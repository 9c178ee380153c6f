"""A shard: the stretch of the input that is read and scored by itself."""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from exports.formats.reading import printable

SHARD_BYTES = 8 * 1024 * 1024  # about 4,000 articles of 2,000 characters, so about two seconds of a core
NAME_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the input as it was when screening began; `shown`: as messages name it; `changed_at`: nanoseconds."""

    path: str
    shown: str
    key: str
    n_bytes: int
    changed_at: int

    @property
    def is_packed(self) -> bool:
        return self.path.endswith(".gz")


@dataclass(frozen=True, slots=True)
class Shard:
    """These sources from `start` up to `end`, counted in what `kind` (a key of READERS) counts in.

    `n_bytes`: its part of the input, for progress. `content`: what it is read from, where the source can only be read
    from its beginning on; put by, it waits in a file of the run folder and is not sent along.
    """

    kind: str
    sources: tuple[Source, ...]
    start: int = 0
    end: int = 0
    n_bytes: int = 0
    content: bytes | None = field(default=None, repr=False)
    is_put_by: bool = False

    @property
    def source(self) -> Source:
        return self.sources[0]

    def name(self, run: str) -> str:
        """What its part is called: another file, another stretch or another run has another name."""
        identity = (run, self.kind, self.sources, self.start, self.end)
        return hashlib.sha256(repr(identity).encode("utf-8", "surrogatepass")).hexdigest()[:NAME_DIGITS]


def is_changed(source: Source) -> bool:
    """Whether somebody wrote to the file since screening began; OSError where it is gone."""
    status = os.stat(source.path)
    return (status.st_size, status.st_mtime_ns) != (source.n_bytes, source.changed_at)


def source_of(path: Path, key: str) -> Source:
    status = path.stat()
    return Source(str(path.absolute()), printable(str(path)), key, status.st_size, status.st_mtime_ns)
