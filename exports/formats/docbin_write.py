"""Writes a spaCy DocBin: all spans in `doc.spans["sc"]`, those that lie apart in `doc.ents`, answers in `doc.cats`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from exports.formats.answers_given import AnswersGiven, with_answers_given
from exports.formats.apart import apart
from exports.formats.losses import Loss, count, count_lost
from exports.formats.one_layer import only_layer
from exports.formats.spacy_cats import cats_of
from exports.formats.whole_tokens import count_moved, on_whole_tokens
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.span import Span
from labeling.core.tokens import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

SPANS_KEY = "sc"  # spaCy's own name for what span categorisation reads
ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")  # of tokens; the words themselves are always stored

LOSSES = (
    Loss.SOURCES,
    Loss.EDGES,
    Loss.REASONS,
    Loss.ONE_LAYER,
    Loss.KINDS,
    Loss.STATES,
    Loss.NOTES,
    Loss.BACKGROUND,
    Loss.ORIGINS,
    Loss.SPAN_IDS,
)


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
        layer = only_layer(annotated)
        count_lost(left_out, annotated, LOSSES)
        doc = make_doc(annotated.document.text)
        spans = _mark(doc, layer.spans if layer else (), left_out)
        doc.cats = cats_of(layer, answers_given) if layer else {}
        doc.user_data.update(_user_data(annotated, layer, spans))
        bin_.add(doc)
    yield bin_.to_bytes()


def _mark(doc: "Doc", spans: Sequence[Span], left_out: Counter[str] | None) -> list[Span]:
    """Set the spans on whole tokens; returns them where they then lie, with their attributes."""
    from spacy.tokens import Span as DocSpan

    words = [token for token in doc if not token.is_space]  # spaCy's entities may not begin or end with blanks
    tokens = Tokens(tuple(word.idx for word in words), tuple(word.idx + len(word) for word in words))
    found = on_whole_tokens(spans, tokens, left_out)
    count_moved(found.values(), spans, left_out)
    count(left_out, Loss.ATTRIBUTES, _n_attributes(spans) - _n_attributes(found.values()))
    of_doc = {place: DocSpan(doc, words[place[0]].i, words[place[1] - 1].i + 1, place[2]) for place in found}
    doc.spans[SPANS_KEY] = list(of_doc.values())
    doc.ents = [of_doc[place] for place in apart(found)]
    return list(found.values())


def _n_attributes(spans: Iterable[Span]) -> int:
    return sum(len(span.attributes) for span in spans)


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
