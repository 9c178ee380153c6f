"""Writes what the database holds as the file, folder or .zip of another tool."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from exports.chosen_layers import check_annotators, documents_to_write, gold_names
from exports.followed import Progress, followed
from exports.formats import FORMATS
from exports.whole_file import write_whole
from exports.whole_folder import write_whole_folder, write_whole_zip
from exports.written import Written
from labeling.core.errors import FileRefused, NothingToExport
from labeling.store.annotations import Annotator, annotated_documents, annotators
from labeling.store.answers import answers_given
from labeling.store.documents import n_documents

Piece = TypeVar("Piece")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to go out. `gold`: the layers of authors of this kind, instead of those of named annotators."""

    annotators: tuple[str, ...] = ()
    gold: bool = False
    unfinished: bool = False
    all_documents: bool = False


def write_format(
    db: Database, key: str, out: Path, choice: Choice, *, force: bool = False, progress: Progress | None = None
) -> Written:
    """Write `out` in the format of this key of FORMATS, whole or not at all, and say what is in it.

    Formats of several files go to a folder, or to one .zip where the name ends so. A folder that holds other files is
    refused without `force`. One document is in memory at a time; of a DocBin the tokens of all.
    """
    format = FORMATS[key]
    if format.write and out.is_dir():
        file = out / f"sitrep{format.suffixes[0]}"
        raise FileRefused(f"{out} is a folder; {format.name} is one file: name it, say {file}. Nothing was written.")
    names = _names(choice, annotators(db))
    written = Written(tuple(names or ()))
    options = {"left_out": written.not_carried}
    if format.asks_answers:
        options["answers_given"] = answers_given(db, names, ("done", "open") if choice.unfinished else ("done",))
    documents = followed(annotated_documents(db, annotators=names), progress, n_documents(db))
    documents = documents_to_write(
        documents, written.left_out, written.not_carried, one_layer=format.one_layer, unfinished=choice.unfinished
    )
    if not choice.all_documents:
        documents = (annotated for annotated in documents if annotated.annotations)
    pieces = _not_empty((format.write or format.write_files)(written.counted(documents), **options), written)
    if format.write:
        write_whole(out, pieces)
    elif out.suffix.lower() == ".zip":
        write_whole_zip(out, pieces)
    else:
        write_whole_folder(out, pieces, force=force)
    return written


def _names(choice: Choice, people: list[Annotator]) -> list[str] | None:
    """The authors whose layers go out; None: everybody's."""
    if choice.gold and choice.annotators:
        raise FileRefused("--gold and --annotator exclude each other: leave one out. Nothing was written.")
    if choice.gold:
        return gold_names(people)
    check_annotators(choice.annotators, [person.name for person in people])
    return list(choice.annotators) or None


def _not_empty(pieces: Iterable[Piece], written: Written) -> Iterator[Piece]:
    """The pieces; at the end NothingToExport where no document was among them, and so nothing is put in place."""
    yield from pieces
    if not written.n_documents:
        raise NothingToExport(
            f"There is nothing to export. {written.behind(all_documents=False)} Annotate and submit some documents, "
            "or take them --all as they are. Nothing was written."
        )
