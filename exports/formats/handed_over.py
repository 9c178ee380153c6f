"""Layers as tools take them that tell finished, skipped and unfinished work apart."""

from collections.abc import Iterator
from dataclasses import replace

from exports.formats.losses import Loss
from labeling.core.annotation import AnnotatedDocument, Annotation

LOSSES = (  # of the formats of these tools
    Loss.UNFINISHED,
    Loss.SKIPPED,
    Loss.KINDS,
    Loss.NOTES,
    Loss.BACKGROUND,
    Loss.ORIGINS,
    Loss.SPAN_IDS,
)


def handed_over(annotated: AnnotatedDocument) -> Iterator[Annotation]:
    """The layers, the skipped ones without marks: these tools have no room for both."""
    for layer in annotated.annotations:
        yield replace(layer, spans=(), answers={}) if layer.state == "skipped" else layer
