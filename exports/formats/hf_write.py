"""Writes the rows of a Hugging Face dataset as JSON Lines: tokens with BIO tags, and the text they lie in."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.answers_given import AnswersGiven, with_answers_given
from exports.formats.losses import Loss, count_lost
from exports.formats.tagged import LOSSES as OF_TAGS
from exports.formats.tagged import tagged
from exports.formats.tool_document import ID
from labeling.core.annotation import AnnotatedDocument

BESIDE_TAGS = (Loss.SOURCES, Loss.REASONS)
LOSSES = (*BESIDE_TAGS, *OF_TAGS)


def write(
    documents: Iterable[AnnotatedDocument],
    *,
    left_out: Counter[str] | None = None,
    answers_given: AnswersGiven | None = None,
) -> Iterator[bytes]:
    """A line a document. Every line has the same columns, with one for each question that anybody answered."""
    documents, answers_given = with_answers_given(documents, answers_given)
    questions = sorted(answers_given)
    for annotated in documents:
        one, document = tagged(annotated, left_out), annotated.document
        answers = {name: answer for layer in annotated.annotations for name, answer in layer.answers.items()}
        count_lost(left_out, annotated, BESIDE_TAGS)
        row = {ID: document.id, "title": document.title, "date": document.published, "text": document.text}
        row |= {"tokens": one.words, "ner_tags": one.tags}
        row |= {name: answers[name].value if name in answers else None for name in questions}
        yield json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
