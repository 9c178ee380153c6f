"""Layers as tools take them that tell finished, skipped and unfinished work apart."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from exports.formats.left_out import count, count_remarks
from labeling.core.annotation import AnnotatedDocument, Annotation

FINISHED = ("done", "skipped")


def handed_over(annotated: AnnotatedDocument, left_out: Counter[str] | None) -> Iterator[Annotation]:
    """The layers, the skipped ones without marks. Marks of unfinished ones are proposals there, and counted as such."""
    count_remarks(left_out, annotated.annotations)
    for layer in annotated.annotations:
        if layer.state == "skipped":
            count(left_out, "spans of skipped layers", len(layer.spans))
            count(left_out, "answers of skipped layers", len(layer.answers))
            yield replace(layer, spans=(), answers={})
        else:
            if layer.state not in FINISHED:
                count(left_out, "spans of unfinished layers, which become suggestions", len(layer.spans))
                count(left_out, "answers of unfinished layers", len(layer.answers))
            yield layer
