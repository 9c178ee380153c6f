"""Files that are read whole, many small ones a shard: texts, archives, and what other tools write."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from exports.formats.reading import printable
from exports.sources import read_path, together
from labeling.core.errors import FileRefused
from labeling.core.garbage import no_garbage_search
from labeling.core.scheme import Scheme
from models.articles import Article, Found
from models.scale import shard as shards
from models.scale.shard import Shard, Source

KIND = "files"
MOST_FILES = 500  # in a shard


def plan(sources: Iterable[Source]) -> Iterator[Shard]:
    """These files, in their order, up to MOST_FILES and about SHARD_BYTES together."""
    together: list[Source] = []
    n_bytes = 0
    for source in sources:
        together.append(source)
        n_bytes += source.n_bytes
        if len(together) == MOST_FILES or n_bytes >= shards.SHARD_BYTES:
            yield Shard(KIND, tuple(together), n_bytes=n_bytes)
            together, n_bytes = [], 0
    if together:
        yield Shard(KIND, tuple(together), n_bytes=n_bytes)


def read(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    for source in shard.sources:
        with no_garbage_search():
            reading = together([read_path(Path(source.path), scheme=scheme, annotator=None, format=None)])
        for fault in reading.faults:
            yield FileRefused(fault.message.replace(printable(source.path), source.shown))
        if reading.n_faults > len(reading.faults):
            yield FileRefused(f"{source.shown}: {reading.n_faults - len(reading.faults):,} more faults.")
        for record in reading.documents:
            yield Article(record.document.id, record.document.text)
