"""Writes the rows of a Hugging Face dataset as JSON Lines: tokens with BIO tags, and the text they lie in."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.one_layer import count
from exports.formats.tagged import tagged
from exports.formats.tool_document import ID
from labeling.core.annotation import AnnotatedDocument


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """A line a document. Every line has the same columns, with one for each question that anybody answered."""
    documents = list(documents)
    answers_by_document = [
        {name: answer for layer in one.annotations for name, answer in layer.answers.items()} for one in documents
    ]
    questions = sorted({name for answers in answers_by_document for name in answers})
    for annotated, answers in zip(documents, answers_by_document, strict=True):
        one, document = tagged(annotated, left_out), annotated.document
        count(left_out, "reasons of answers", sum(bool(answer.reason) for answer in answers.values()))
        row = {ID: document.id, "title": document.title, "date": document.published, "text": document.text}
        row |= {"tokens": one.words, "ner_tags": one.tags}
        row |= {name: answers[name].value if name in answers else None for name in questions}
        yield json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
