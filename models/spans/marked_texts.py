"""What span suggesters learn from: finished documents, what their annotators agree on, never the locked slice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from labeling.core.annotation import Annotation
from labeling.core.boilerplate.boilerplate import masked
from labeling.core.scheme import Question
from labeling.store.annotations import chosen_documents
from labeling.store.database import snapshot
from labeling.store.finished import finished_documents
from models.spans.choosing import chosen
from models.spans.examples import MarkedText
from models.versions.groups import groups_of

Mark = tuple[int, int, str]


def marked_texts(db: Database, question: Question | None = None) -> list[MarkedText]:
    """Finished documents with marks, and those without any that were answered as negative, in load order.

    A document nobody marked teaches nothing by itself: it may hold an answer alone. Of very many some, see `chosen`.
    """
    found = []
    with snapshot(db) as reader:
        for record in chosen_documents(reader, chosen(finished_documents(reader))):
            document = record.document
            layers = deciding_layers([layer for layer in record.annotations if layer.state == "done"])
            marks = agreed_marks(layers)
            if marks or _is_denied(layers, question):
                found.append(MarkedText(document.id, masked(document.text, record.boilerplate), marks))
    groups = groups_of(db, [one.id for one in found])
    return [replace(one, group=group) for one, group in zip(found, groups, strict=True)]


def deciding_layers(layers: Sequence[Annotation]) -> Sequence[Annotation]:
    """Gold alone where there is gold, otherwise all."""
    return [layer for layer in layers if layer.author_kind == "gold"] or layers


def agreed_marks(layers: Sequence[Annotation]) -> list[Mark]:
    """Gold's marks where there is gold; otherwise those that at least half of the layers have. Sorted."""
    layers = deciding_layers(layers)
    counts = Counter(mark for layer in layers for mark in {(s.start, s.end, s.label) for s in layer.spans})
    return sorted(mark for mark, n in counts.items() if 2 * n >= len(layers))


def _is_denied(layers: Sequence[Annotation], question: Question | None) -> bool:
    """Whether nobody who finished it holds it for a report."""
    given = [layer.answers.get(question.name) for layer in layers] if question else []
    return bool(given) and all(answer and answer.value == question.negative for answer in given)
