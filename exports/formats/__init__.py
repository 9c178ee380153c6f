"""Every format in one table: what is read, what is written, what it carries and what it loses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from exports.formats import jsonl, txt
from exports.formats.reading import Reading
from labeling.core.annotation import AnnotatedDocument


@dataclass(frozen=True, slots=True)
class Format:
    """`read(data, *, file, scheme, annotator)` gives a Reading; `write(documents)` gives the file piece by piece."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., Reading] | None
    write: Callable[[Iterable[AnnotatedDocument]], Iterator[bytes]] | None
    carries: str
    loses: str  # shown on the pages, word for word


FORMATS = {
    "txt": Format(
        name="Plain text",
        suffixes=(".txt",),
        read=txt.read,
        write=None,
        carries="one document a file, its id is the file name without .txt",
        loses="everything but the text",
    ),
    "jsonl": Format(
        name="Sitrep JSONL",
        suffixes=(".jsonl",),
        read=jsonl.read,
        write=jsonl.write,
        carries="documents with every annotator's spans, attributes, answers, notes and states",
        loses="undo history, rejected suggestions and working times; the flat shape also notes, states, origins and "
        "all annotators but one",
    ),
}


def format_of(name: str) -> str | None:
    """The key of the format that a file name's suffix stands for.

    >>> format_of("news/Report.JSONL")
    'jsonl'
    """
    suffix = PurePath(name).suffix.lower()
    return next((key for key, format in FORMATS.items() if suffix in format.suffixes), None)


def suffixes_read() -> str:
    """For messages: the suffixes that can be loaded."""
    return " or ".join(suffix for format in FORMATS.values() if format.read for suffix in format.suffixes)
