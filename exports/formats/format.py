"""What one format is: a row of the table of all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exports.formats.losses import Loss
from exports.formats.reading import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """What one format is called, how it is told from others, and its functions.

    `read(data, *, file, scheme, annotator, beside=None)` gives a Reading; `beside(name)` gives the bytes of the file of
    that name in the same folder, zip or upload, or None.
    `write(documents, *, left_out=None)` gives the file piece by piece, `write_files` (name, piece) of several files;
    pieces of one name follow each other. What there is no room for is counted in `left_out`, by kind.
    `one_layer`: a document may have one layer. `asks_answers`: writing takes `answers_given`, or holds all documents.
    `sniff(data, name)` says whether a file that begins with these bytes looks like this format.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., Reading] | None
    write: Callable[..., Iterator[bytes]] | None
    carries: str
    loses: str  # shown on the pages, word for word
    losses: tuple[Loss, ...] = ()  # of what is written, as `loses` says them
    sniff: Callable[[bytes, str], bool] | None = None
    write_files: Callable[..., Iterator[tuple[str, bytes]]] | None = None
    one_layer: bool = False
    asks_answers: bool = False

    @property
    def is_written(self) -> bool:
        return bool(self.write or self.write_files)

    @property
    def loses_written(self) -> str:
        """The part of `loses` that is about writing."""
        return ", ".join(self.losses)
