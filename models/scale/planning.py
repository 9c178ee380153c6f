"""The input in shards, in its order: which way each file is cut, and how a shard of each kind is read."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from models.articles import Found
from models.scale import blocks, byte_ranges, row_groups, whole_files
from models.scale.shard import Shard, Source

READERS: dict[str, Callable[[Shard, Scheme], Iterator[Found]]] = {
    byte_ranges.KIND: byte_ranges.read,
    row_groups.KIND: row_groups.read,
    whole_files.KIND: whole_files.read,
    blocks.LINES: blocks.read_lines,
    blocks.ROWS: blocks.read_rows,
    blocks.FAULT: blocks.read_fault,
}


def shards_of(sources: Iterable[Source]) -> Iterator[Shard]:
    """Every shard, made as it is asked for; the same files give the same shards."""
    for plan, together in groupby(sources, _plan):
        if plan is whole_files.plan:
            yield from plan(together)
        else:
            for source in together:
                yield from _planned(plan, source)


def _planned(plan: Callable[[Source], Iterator[Shard]], source: Source) -> Iterator[Shard]:
    """Its shards; the last one says why, where the file cannot be read on."""
    try:
        yield from plan(source)
    except OSError as error:
        said = f"{source.shown}: cannot be read: {error.strerror}."
        yield Shard(blocks.FAULT, (source,), content=said.encode("utf-8", "backslashreplace"))


def found_in(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    """What the shard holds; a file that can no longer be read is a refusal, too."""
    try:
        yield from READERS[shard.kind](shard, scheme)
    except OSError as error:
        yield FileRefused(f"{shard.source.shown}: cannot be read: {error.strerror}.")


def _plan(source: Source) -> Callable:
    """Files that are no JSONL and no table with texts are read whole."""
    if source.key == "jsonl":
        return blocks.plan_lines if source.is_packed else byte_ranges.plan
    if source.key == "csv" and blocks.has_texts(source):
        return blocks.plan_rows
    if source.key == "parquet" and not source.is_packed and row_groups.has_texts(source):
        return row_groups.plan
    return whole_files.plan
