"""The input in shards, in its order: which way each file is cut, and how a shard of each kind is read."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from exports.formats.reading import printable
from exports.sources import MOST_BYTES
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from models.articles import Found
from models.scale import blocks, byte_ranges, row_groups, whole_files
from models.scale.shard import Shard, Source, is_changed

TOKENS = {"tokens", "words"}  # columns from which a text is put together
MOST_NAMES = 12  # of columns, in a message

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
        yield _fault(source, f"cannot be read: {error.strerror}.")


def _fault(source: Source, why: str) -> Shard:
    """A shard that says why there is none of this file."""
    said = f"{source.shown}: {why}"
    return Shard(blocks.FAULT, (source,), content=said.encode("utf-8", "backslashreplace"))


def found_in(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    """What the shard holds; a file that can no longer be read, or is another one by now, is a refusal, too."""
    try:
        yield from READERS[shard.kind](shard, scheme)
        changed = [source.shown for source in shard.sources if shard.kind != blocks.FAULT and is_changed(source)]
    except OSError as error:
        yield FileRefused(f"{shard.source.shown}: cannot be read: {error.strerror}.")
        return
    for shown in changed:
        yield FileRefused(f"{shown}: this file was changed while it was read. Screen it when it is whole.")


def _plan(source: Source) -> Callable:
    """Files that are no JSONL and no table with texts are read whole, where they are small enough."""
    is_large = source.n_bytes > MOST_BYTES
    if source.key == "jsonl":
        return blocks.plan_lines if source.is_packed else byte_ranges.plan
    if source.key == "csv":
        names = blocks.columns(source)
        if "text" in names or (is_large and not names):
            return blocks.plan_rows
        return partial(_without_texts, names=names) if is_large else whole_files.plan
    if source.key == "parquet" and not source.is_packed:
        names = row_groups.columns(source)
        if "text" in names:
            return row_groups.plan
        if names and (is_large or not TOKENS & set(names)):
            return partial(_without_texts, names=names)
    return whole_files.plan


def _without_texts(source: Source, names: tuple[str, ...]) -> Iterator[Shard]:
    found = printable(", ".join(names[:MOST_NAMES])) + (" …" if len(names) > MOST_NAMES else "")
    yield _fault(source, f"there is no column `text`; found: {found}. Rename the one that holds the text.")
