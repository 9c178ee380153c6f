"""The one layer that a file of another tool holds of a document, and the one that such a file takes."""

from collections.abc import Iterable, Mapping

from exports.formats.jsonl_layers import NOBODY
from exports.formats.reading import Reading
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.errors import FileRefused
from labeling.core.span import Span


def layer_of(
    spans: Iterable[Span], annotator: str | None, *, file: str, reading: Reading, answers: Mapping[str, Answer] = {}
) -> tuple[Annotation, ...]:
    """The spans in order of place as a finished layer of `annotator` (None: of "import"); none where nothing is marked.

    A span that is there already with this label is kept once; the other one counts as left out.
    """
    kept: dict[tuple, Span] = {}
    for span in spans:
        if kept.setdefault(span.place, span) is not span:
            reading.leave_out(file, "spans given twice")
    if not kept and not answers:
        return ()
    in_order = tuple(kept[place] for place in sorted(kept))
    kind = "import" if annotator is None else "person"
    return (Annotation(annotator or NOBODY, in_order, dict(answers), author_kind=kind),)


def only_layer(annotated: AnnotatedDocument) -> Annotation | None:
    """The layer to write where a format has room for one. None: nobody marked it.

    FileRefused where there are several: nobody may choose between annotators but the person who exports.
    """
    if len(annotated.annotations) > 1:
        names = ", ".join(layer.author for layer in annotated.annotations)
        raise FileRefused(
            f"Document {annotated.document.id!r} has {len(annotated.annotations)} layers, by {names}, and this format "
            "holds one. Say whose to take. Nothing was written."
        )
    return annotated.annotations[0] if annotated.annotations else None
