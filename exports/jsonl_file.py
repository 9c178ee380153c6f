"""Writes what the database holds to one JSONL file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from exports.chosen_layers import LeftOut, check_annotators, chosen_layers
from exports.followed import Progress, followed
from exports.formats import jsonl
from exports.whole_file import write_whole
from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import FileRefused, NothingToExport
from labeling.core.plural import n_of
from labeling.store.annotations import annotated_documents
from labeling.store.annotations import annotators as known_annotators
from labeling.store.documents import n_documents
from labeling.store.schemes import current_scheme


@dataclass(slots=True)
class Written:
    """What went into the file, and what stayed behind."""

    n_documents: int = 0
    n_layers: int = 0
    n_spans: int = 0
    n_answers: int = 0
    n_notes_left_out: int = 0  # of the layers written: the flat shape has no place for them
    left_out: LeftOut = field(default_factory=LeftOut)

    def losses(self, *, all_documents: bool) -> str:
        """For people: what is not in a flat file; empty where nothing is missing."""
        left_out = self.left_out.sentence("In the file without marks" if all_documents else "Left out")
        notes = f"{n_of(self.n_notes_left_out, 'note')} left out." if self.n_notes_left_out else ""
        return f"{left_out} {notes}".strip()

    def figures(self) -> dict:
        """For --json."""
        return {
            "n_documents": self.n_documents,
            "n_layers": self.n_layers,
            "n_spans": self.n_spans,
            "n_answers": self.n_answers,
            "n_without_marks": self.left_out.n_documents,
            "n_notes_left_out": self.n_notes_left_out,
        }


def write_jsonl(
    db: Database,
    path: Path,
    *,
    annotators: Sequence[str] = (),
    flat: bool = False,
    unfinished: bool = False,
    all_documents: bool = True,
    progress: Progress | None = None,
) -> Written:
    """Write every layer (full), or one layer a document (flat), to `path`, whole or not at all."""
    written = Written()
    write_whole(
        path,
        jsonl_lines(
            db, written, annotators=annotators, flat=flat, unfinished=unfinished, all_documents=all_documents,
            progress=progress,
        ),
    )  # fmt: skip
    return written


def jsonl_lines(
    db: Database,
    written: Written,
    *,
    annotators: Sequence[str] = (),
    flat: bool = False,
    unfinished: bool = False,
    all_documents: bool = True,
    progress: Progress | None = None,
) -> Iterator[bytes]:
    """The lines of the file, one document in memory at a time; `written` is counted up on the way."""
    if flat and len(annotators) > 1:
        raise FileRefused(
            "--flat holds one annotator's layer: name one --annotator, or leave --flat out. Nothing was written."
        )
    check_annotators(annotators, _names(db))
    documents = followed(annotated_documents(db, annotators=list(annotators) or None), progress, n_documents(db))
    if flat:
        chosen = chosen_layers(documents, written.left_out, unfinished=unfinished)
        chosen = ((annotated, layer) for annotated, layer in chosen if layer or all_documents)
        lines = jsonl.write_one_layer(_counted_layers(chosen, written), current_scheme(db))
    else:
        wanted = (annotated for annotated in documents if annotated.annotations or all_documents)
        lines = jsonl.write(_counted(wanted, written))
    yield from lines
    if not written.n_documents:
        raise NothingToExport("There is nothing to export: load documents, or annotate some. Nothing was written.")


def _names(db: Database) -> list[str]:
    return [annotator.name for annotator in known_annotators(db)]


def _counted(documents: Iterable[AnnotatedDocument], written: Written) -> Iterator[AnnotatedDocument]:
    for annotated in documents:
        _count(written, annotated.annotations)
        yield annotated


def _counted_layers(chosen: Iterable[tuple], written: Written) -> Iterator[tuple]:
    for annotated, layer in chosen:
        _count(written, [layer] if layer else [])
        written.n_notes_left_out += bool(layer and layer.note)
        yield annotated, layer


def _count(written: Written, layers: Sequence) -> None:
    written.n_documents += 1
    written.n_layers += len(layers)
    written.n_spans += sum(len(layer.spans) for layer in layers)
    written.n_answers += sum(len(layer.answers) for layer in layers)
