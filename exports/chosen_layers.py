"""Which layers of each document go out: one, where a format holds one, or all that are finished."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from exports.formats.losses import Loss
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.closest import did_you_mean
from labeling.core.errors import FileRefused
from labeling.core.settling.adjudication import GOLD
from labeling.store.annotations import Annotator

KIND_BY_STATE = {"open": Loss.UNFINISHED, "skipped": "skipped layers", "todo": "layers not begun"}


@dataclass(slots=True)
class LeftOut:
    """What stays behind, in documents, and why."""

    n_unfinished: int = 0  # opened but not submitted
    n_skipped: int = 0
    n_without_marks: int = 0  # nobody worked on them

    @property
    def n_documents(self) -> int:
        return self.n_unfinished + self.n_skipped + self.n_without_marks

    def sentence(self, heading: str = "Left out", *, nobody: str = "not worked on") -> str:
        """For people, in documents; empty where nothing stays behind. `nobody`: how those without marks are called."""
        parts = [
            f"{n:,} {why}"
            for n, why in (
                (self.n_unfinished, "unfinished (take them with --unfinished)"),
                (self.n_skipped, "skipped"),
                (self.n_without_marks, nobody),
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


def documents_to_write(
    documents: Iterable[AnnotatedDocument],
    left_out: LeftOut,
    not_carried: Counter[str],
    *,
    one_layer: bool,
    unfinished: bool = False,
) -> Iterator[AnnotatedDocument]:
    """Each document with the layers that go out: the one of chosen_layers, or all that are done or skipped.

    Documents without any are counted in `left_out`, the other layers of documents that have one in `not_carried`.
    """
    if one_layer:
        chosen = chosen_layers(documents, left_out, unfinished=unfinished)
        pairs = ((annotated, (layer,) if layer else ()) for annotated, layer in chosen)
    else:
        pairs = _finished_layers(documents, left_out, unfinished=unfinished)
    for annotated, layers in pairs:
        others = [layer for layer in annotated.annotations if layer not in layers]
        if layers:
            not_carried.update(KIND_BY_STATE[layer.state] for layer in others)
        yield replace(annotated, annotations=layers)


def _finished_layers(
    documents: Iterable[AnnotatedDocument], left_out: LeftOut, *, unfinished: bool
) -> Iterator[tuple[AnnotatedDocument, tuple[Annotation, ...]]]:
    wanted = ("done", "skipped", "open") if unfinished else ("done", "skipped")
    for annotated in documents:
        layers = tuple(layer for layer in annotated.annotations if layer.state in wanted)
        if not layers:
            _count(annotated, left_out)
        yield annotated, layers


def check_annotators(names: Sequence[str], known: Sequence[str]) -> None:
    """Raise FileRefused for a name that has no layer."""
    for name in names:
        if name not in known:
            there = f"There are {', '.join(known)}." if known else "Nobody has annotated yet."
            raise FileRefused(
                f"--annotator: {name!r} has no annotations.{did_you_mean(name, known)} {there} Nothing was written."
            )


def gold_names(people: Sequence[Annotator]) -> list[str]:
    """The authors of gold among those with layers; FileRefused where there are none."""
    gold = [person.name for person in people if person.kind == GOLD]
    if not gold:
        names = ", ".join(person.name for person in people)
        there = f"There are layers by {names}." if people else "Nobody has annotated yet."
        raise FileRefused(
            f"--gold: no layer is gold yet. {there} Settle the differences first, or name an --annotator. "
            "Nothing was written."
        )
    return gold


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
