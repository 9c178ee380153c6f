"""One document and one layer to one spaCy Doc, with every loss written down."""

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from exports.formats.apart import Place, apart
from exports.formats.docbin_write import SPANS_KEY
from exports.spacy_pack.categories import categories, category
from exports.spacy_pack.fitting import ALWAYS_CANDIDATES
from exports.spacy_pack.losses import DROPPED, MOVED, NOT_IN_ENTS, NOT_IN_TEXTCAT, NOT_SUGGESTED, Loss
from labeling.core.annotation import Annotation
from labeling.core.document import Document
from labeling.core.scheme import Question
from labeling.core.span import Span


def make_doc(
    nlp: Language,
    document: Document,
    layer: Annotation,
    question: Question | None,
    losses: list[Loss],
    long_spans: list[tuple[int, Loss]],
) -> tuple[Doc, list[Place], list[Place]]:
    """The Doc, and the places of its spans and of its entities.

    All spans are in `spans["sc"]`, the longest that lie apart in `ents`, the answer in `cats`.

    What a Doc has no place for (title, date, attributes, other answers) is in `user_data`. `long_spans` gets the spans
    that may turn out to be too long for a candidate, with their lengths in tokens.
    """
    doc = nlp.make_doc(document.text)
    found = _aligned_spans(doc, document, layer, losses)
    doc.spans[SPANS_KEY] = [aligned for aligned, _ in found.values()]
    kept = apart(found)
    doc.ents = [found[place][0] for place in kept]
    for place, (aligned, span) in found.items():
        if place not in kept:
            why = "overlaps a longer or earlier span; entities cannot overlap"
            losses.append(_loss(document, layer.author, span, NOT_IN_ENTS, why))
        if len(aligned) > ALWAYS_CANDIDATES:
            why = f"{len(aligned)} tokens long"
            long_spans.append((len(aligned), _loss(document, layer.author, span, NOT_SUGGESTED, why)))
    _set_cats(doc, document, layer, question, losses)
    doc.user_data.update(_user_data(document, layer))
    return doc, list(found), list(kept)


def _aligned_spans(
    doc: Doc, document: Document, layer: Annotation, losses: list[Loss]
) -> dict[Place, tuple[DocSpan, Span]]:
    """The spans on tokens, each with the one it came from."""
    found: dict[Place, tuple[DocSpan, Span]] = {}
    for span in layer.spans:
        aligned = _align(doc, document, layer.author, span, losses)
        if aligned is None:
            continue
        place = (aligned.start, aligned.end, span.label)
        if place in found:
            why = "duplicate: another span covers the same tokens"
            losses.append(_loss(document, layer.author, span, DROPPED, why))
        else:
            found[place] = (aligned, span)
    return found


def _align(doc: Doc, document: Document, author: str, span: Span, losses: list[Loss]) -> DocSpan | None:
    """The span on whole tokens without outer blanks; moved ones are said."""
    start, end, text = span.start, span.end, document.text
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    aligned = doc.char_span(start, end, label=span.label, alignment_mode="expand") if start < end else None
    if aligned is None:
        losses.append(_loss(document, author, span, DROPPED, "only blanks, which no component can learn"))
        return None
    new_start, new_end = aligned.start_char, aligned.end_char
    if new_start != span.start or new_end != span.end:
        trimmed = (start, end) == (new_start, new_end)
        why = "outer blanks left out" if trimmed else "off token boundaries: expanded to whole tokens"
        losses.append(_loss(document, author, span, MOVED, why, new_start, new_end))
    return aligned


def _set_cats(doc: Doc, document: Document, layer: Annotation, question: Question | None, losses: list[Loss]) -> None:
    """Every category where the answer is one of them; else none, and a loss."""
    if question is None:
        return
    value = category(layer, question)
    if value is not None:
        doc.cats = {name: float(name == value) for name in categories(question)}
        return
    answer = layer.answers.get(question.name)
    why = f"{question.name} is {answer.value}" if answer else f"{question.name} has no answer"
    losses.append(Loss(document.id, layer.author, NOT_IN_TEXTCAT, why))


def _user_data(document: Document, layer: Annotation) -> dict:
    data = {"id": document.id, "title": document.title, "date": document.published, "annotator": layer.author}
    attributes = [
        {"start": span.start, "end": span.end, "label": span.label, "attributes": dict(span.attributes)}
        for span in layer.spans
        if span.attributes
    ]
    if attributes:
        data["attributes"] = attributes
    if layer.answers:
        data["answers"] = {name: answer.value for name, answer in layer.answers.items()}
    return data


def _loss(
    document: Document,
    author: str,
    span: Span,
    what: str,
    why: str,
    new_start: int | None = None,
    new_end: int | None = None,
) -> Loss:
    quote = span.quote(document.text)
    return Loss(document.id, author, what, why, span.start, span.end, span.label, quote, new_start, new_end)
