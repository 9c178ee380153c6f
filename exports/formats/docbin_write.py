"""Writes a spaCy DocBin: all spans in `doc.spans["sc"]`, those that lie apart in `doc.ents`, answers in `doc.cats`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from exports.formats.answers_given import AnswersGiven, with_answers_given
from exports.formats.apart import Place, apart, on_tokens
from exports.formats.left_out import MOVED, count, count_fields
from exports.formats.one_layer import only_layer
from exports.formats.spacy_cats import cats_of
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.span import Span
from labeling.core.tokens import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

SPANS_KEY = "sc"  # spaCy's own name for what span categorisation reads


ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")  # of tokens; the words themselves are always stored
CARRIED = ("id", "title", "published")


def write(
    documents: Iterable[AnnotatedDocument],
    *,
    left_out: Counter[str] | None = None,
    answers_given: AnswersGiven | None = None,
) -> Iterator[bytes]:
    """The one piece that the file is: a DocBin holds its tokens in memory until it is written."""
    from spacy.tokens import DocBin

    from labeling.nlp.tokens import blank_pipeline

    documents, answers_given = with_answers_given(documents, answers_given)
    bin_, make_doc = DocBin(attrs=ATTRIBUTES, store_user_data=True), blank_pipeline().make_doc
    for annotated in documents:
        layer = only_layer(annotated, left_out)
        count_fields(left_out, annotated.document, carried=CARRIED)
        count(left_out, "reasons of answers", sum(bool(a.reason) for a in layer.answers.values()) if layer else 0)
        doc = make_doc(annotated.document.text)
        spans = _mark(doc, layer.spans if layer else (), left_out)
        doc.cats = cats_of(layer, answers_given) if layer else {}
        doc.user_data.update(_user_data(annotated, layer, spans))
        bin_.add(doc)
    yield bin_.to_bytes()


def _mark(doc: "Doc", spans: Iterable[Span], left_out: Counter[str] | None) -> list[Span]:
    """Set the spans on whole tokens; returns them where they then lie, with their attributes."""
    from spacy.tokens import Span as DocSpan

    tokens = Tokens(tuple(token.idx for token in doc), tuple(token.idx + len(token) for token in doc))
    found: dict[Place, Span] = {}
    for span in spans:
        place = _without_blanks(doc, on_tokens(span, tokens))
        if place is None:
            count(left_out, "spans of blanks alone")
            count(left_out, "attributes of spans that are left out", len(span.attributes))
            continue
        moved = Span(tokens.starts[place[0]], tokens.ends[place[1] - 1], span.label, span.attributes)
        if place in found:
            count(left_out, "spans on the same tokens")
            count(left_out, "attributes of spans that are left out", len(span.attributes))
            continue
        count(left_out, MOVED, int(moved.place != span.place))
        found[place] = moved
    of_doc = {place: DocSpan(doc, *place) for place in found}
    doc.spans[SPANS_KEY] = list(of_doc.values())
    doc.ents = [of_doc[place] for place in apart(found)]
    return list(found.values())


def _without_blanks(doc: "Doc", place: Place | None) -> Place | None:
    """The place without outer tokens of blanks, which spaCy's entities may not begin or end with."""
    if place is None:
        return None
    start, end, label = place
    while start < end and doc[start].is_space:
        start += 1
    while start < end and doc[end - 1].is_space:
        end -= 1
    return (start, end, label) if start < end else None


def _user_data(annotated: AnnotatedDocument, layer: Annotation | None, spans: list[Span]) -> dict[str, Any]:
    """What a Doc has no place for, under the keys that a spaCy pack keeps it under, too."""
    document = annotated.document
    data: dict[str, Any] = {"id": document.id, "title": document.title, "date": document.published}
    if layer:
        data["annotator"] = layer.author
        data["attributes"] = [
            {"start": span.start, "end": span.end, "label": span.label, "attributes": dict(span.attributes)}
            for span in spans
            if span.attributes
        ]
        data["answers"] = {name: answer.value for name, answer in layer.answers.items()}
    return data
