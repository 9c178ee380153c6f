"""A document as a format of certain losses gives it back, by the words of these losses alone."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from exports.formats.file_names import file_name_of
from exports.formats.losses import Loss
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.scheme import Scheme
from labeling.core.span import Span
from labeling.nlp.tokens import tokenise

LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def without(
    documents: Sequence[AnnotatedDocument], losses: Collection[Loss], scheme: Scheme
) -> list[AnnotatedDocument]:
    """What comes back of documents that are written to one file."""
    answered = {name for one in documents for layer in one.annotations for name in layer.answers}
    shared = _shared_values(scheme) if Loss.SHARED_VALUES in losses and len(answered) == 1 else ()
    return [
        AnnotatedDocument(
            _document(one.document, losses),
            tuple(
                changed
                for layer in one.annotations
                if (changed := _layer(layer, one.document.text, losses, shared)) is not None
            ),
        )
        for one in documents
    ]


def told(documents: Iterable[AnnotatedDocument], losses: Collection[Loss]) -> list[str]:
    """All that is said of each document, to be compared; fields that are lost are left out of it."""
    return [json.dumps(_told(one, losses), sort_keys=True, ensure_ascii=False, indent=1) for one in documents]


def _document(document: Document, losses: Collection[Loss]) -> Document:
    if Loss.FILE_NAMES in losses:
        document = replace(document, id=file_name_of(document.id))
    if Loss.EMPTY in losses:
        names = ("title", "source", "url", "language")
        document = replace(document, **{name: getattr(document, name) or None for name in names})
    return document


def _layer(layer: Annotation, text: str, losses: Collection[Loss], shared: Collection[str]) -> Annotation | None:
    if Loss.UNFINISHED in losses and layer.state in ("todo", "open"):
        return None
    if Loss.SKIPPED in losses and layer.state == "skipped":
        layer = replace(layer, spans=(), answers={})
    if Loss.ANSWERS in losses:
        layer = replace(layer, answers={})
    if Loss.REASONS in losses:
        layer = replace(layer, answers={name: replace(one, reason=None) for name, one in layer.answers.items()})
    layer = replace(layer, answers={name: one for name, one in layer.answers.items() if one.value not in shared})
    layer = replace(layer, spans=tuple(sorted(_spans(layer.spans, text, losses), key=lambda span: span.place)))
    if Loss.NOTES in losses:
        layer = replace(layer, note=None)
    if Loss.BACKGROUND in losses:
        layer = replace(layer, background=())
    if Loss.STATES in losses:
        if not layer.spans and not layer.answers:
            return None
        layer = replace(layer, state="done")
    if Loss.AUTHORS in losses:
        layer = replace(layer, author="import", author_kind="import")
    if Loss.KINDS in losses:
        layer = replace(layer, author_kind="import" if layer.author == "import" else "person")
    return layer


def _spans(spans: Sequence[Span], text: str, losses: Collection[Loss]) -> list[Span]:
    if Loss.ATTRIBUTES in losses:
        spans = [replace(span, attributes={}) for span in spans]
    if Loss.ORIGINS in losses:
        spans = [replace(span, origin="import") for span in spans]
    if Loss.SPAN_IDS in losses:
        spans = [replace(span, span_id="") for span in spans]
    if Loss.LINE_ENDS in losses:
        spans = _first_of_each_place(_trimmed(span, text) for span in spans)
    if Loss.EDGES in losses:
        grown = [(span, _grown(span, text)) for span in spans]
        lay_there = [there for span, there in grown if there and span.place == there.place]
        spans = _first_of_each_place([*lay_there, *(there for _, there in grown)])
    if Loss.OVERLAPS in losses:
        spans = _longest_apart(spans, text)
    return list(spans)


def _trimmed(span: Span, text: str) -> Span | None:
    quote = span.quote(text)
    start = span.start + len(quote) - len(quote.lstrip(LINE_ENDS))
    end = span.end - (len(quote) - len(quote.rstrip(LINE_ENDS)))
    return replace(span, start=start, end=end) if start < end else None


def _grown(span: Span, text: str) -> Span | None:
    touched = [(start, end) for start, end in _tokens(text) if start < span.end and span.start < end]
    return replace(span, start=touched[0][0], end=touched[-1][1]) if touched else None


def _longest_apart(spans: Iterable[Span], text: str) -> list[Span]:
    """In tokens the longest first, then the earliest, then by label; one that overlaps an earlier one is left out."""
    tokens, kept = _tokens(text), []
    n_tokens = {span.place: sum(span.start <= start < span.end for start, _ in tokens) for span in spans}
    for span in sorted(spans, key=lambda span: (-n_tokens[span.place], span.start, span.label)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


def _first_of_each_place(spans: Iterable[Span | None]) -> list[Span]:
    found: dict[tuple, Span] = {}
    for span in spans:
        if span:
            found.setdefault(span.place, span)
    return list(found.values())


def _tokens(text: str) -> list[tuple[int, int]]:
    (tokens,) = tokenise([text])
    return list(zip(tokens.starts, tokens.ends, strict=True))


def _shared_values(scheme: Scheme) -> set[str]:
    values = [value.name for question in scheme.questions for value in question.values]
    return {value for value in values if values.count(value) > 1}


def _told(one: AnnotatedDocument, losses: Collection[Loss]) -> dict:
    document, text = one.document, one.document.text
    at = list(range(len(text) + 1))
    if Loss.SPACING in losses:
        at = [sum(not character.isspace() for character in text[:place]) for place in at]
        text = "".join(text.split())
    said = {"text": text} | ({} if Loss.IDS in losses else {"id": document.id})
    if Loss.TITLES not in losses:
        said |= {"title": document.title, "published": document.published}
    if Loss.SOURCES not in losses:
        names = ("source", "url", "language")
        said |= {name: getattr(document, name) for name in names} | {"meta": dict(document.meta)}
    return said | {"layers": [_told_of(layer, at) for layer in one.annotations]}


def _told_of(layer: Annotation, at: Sequence[int]) -> dict:
    return {
        "author": [layer.author, layer.author_kind],
        "state": layer.state,
        "note": layer.note,
        "answers": {name: [answer.value, answer.reason] for name, answer in layer.answers.items()},
        "background": [list(stretch) for stretch in layer.background],
        "spans": [
            [at[span.start], at[span.end], span.label, dict(span.attributes), span.origin, span.span_id]
            for span in layer.spans
        ],
    }
