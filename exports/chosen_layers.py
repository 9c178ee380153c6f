"""Which one layer of each document goes out, where a format holds one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.closest import did_you_mean
from labeling.core.errors import FileRefused


@dataclass(slots=True)
class LeftOut:
    """What stays behind, in documents, and why."""

    n_unfinished: int = 0  # opened but not submitted
    n_skipped: int = 0
    n_without_marks: int = 0  # nobody worked on them

    @property
    def n_documents(self) -> int:
        return self.n_unfinished + self.n_skipped + self.n_without_marks

    def sentence(self, heading: str = "Left out") -> str:
        """For people, in documents; empty where nothing stays behind."""
        parts = [
            f"{n:,} {why}"
            for n, why in (
                (self.n_unfinished, "unfinished (take them with --unfinished)"),
                (self.n_skipped, "skipped"),
                (self.n_without_marks, "not worked on"),
            )
            if n
        ]
        return f"{heading}: {', '.join(parts)}." if parts else ""


def chosen_layers(
    documents: Iterable[AnnotatedDocument], left_out: LeftOut, *, unfinished: bool = False
) -> Iterator[tuple[AnnotatedDocument, Annotation | None]]:
    """Each document with the one layer that is done (or, `unfinished`, open); None where there is none.

    `left_out` is counted up on the way. Two such layers on one document: FileRefused, for nobody may
    choose between annotators but the person who exports.
    """
    wanted = ("done", "open") if unfinished else ("done",)
    for annotated in documents:
        layers = [layer for layer in annotated.annotations if layer.state in wanted]
        if len(layers) > 1:
            raise FileRefused(_several(annotated, layers))
        if not layers:
            _count(annotated, left_out)
        yield annotated, (layers[0] if layers else None)


def check_annotators(names: Sequence[str], known: Sequence[str]) -> None:
    """Raise FileRefused for a name that has no layer."""
    for name in names:
        if name not in known:
            there = f"There are {', '.join(known)}." if known else "Nobody has annotated yet."
            raise FileRefused(
                f"--annotator: {name!r} has no annotations.{did_you_mean(name, known)} {there} Nothing was written."
            )


def _count(annotated: AnnotatedDocument, left_out: LeftOut) -> None:
    states = {layer.state for layer in annotated.annotations}
    if "open" in states:
        left_out.n_unfinished += 1
    elif "skipped" in states:
        left_out.n_skipped += 1
    else:
        left_out.n_without_marks += 1


def _several(annotated: AnnotatedDocument, layers: Sequence[Annotation]) -> str:
    names = [layer.author for layer in layers]
    options = " or ".join(f"--annotator {_quoted(name)}" for name in names)
    return (
        f"Document {annotated.document.id!r} has {len(names)} finished layers, by {' and '.join(names)}, "
        f"and this format holds one. Say whose to take: {options}. Nothing was written."
    )


def _quoted(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'
