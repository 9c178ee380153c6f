"""brat standoff: NAME.ann holds the marks on the text in NAME.txt beside it."""

from pathlib import PurePath

from exports.formats.brat_lines import Marks, read_lines
from exports.formats.brat_text_bound import TextBound, checked_place
from exports.formats.decoding import decode
from exports.formats.one_layer import layer_of
from exports.formats.reading import Beside, Reading, place
from exports.formats.txt import read_document
from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import SitrepError
from labeling.core.scheme import Attribute, Scheme
from labeling.core.span import Span


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """The document of NAME.txt with the spans of NAME.ann; its id is NAME.

    A span in pieces is one span where only blanks lie between them (brat cuts at line ends), else it is left out.
    Relations, events, normalisations, equivalences and notes are counted; an attribute is kept where the scheme has it.
    """
    reading = Reading()
    text_file, text = PurePath(file).with_suffix(".txt"), beside(f"{PurePath(file).stem}.txt") if beside else None
    if text is None:
        reading.add_fault(file, None, f"{file}: the text {text_file.name} is not beside it. Load it with its text.")
        return reading
    try:
        document = read_document(text, str(text_file))
    except SitrepError as refused:
        reading.add_fault(str(text_file), None, str(refused))
        return reading
    try:
        marks = read_lines(decode(data, file=file), file, reading)
    except SitrepError as refused:
        reading.add_fault(file, None, str(refused))
        return reading
    spans = _spans(marks, document.text, scheme, file, reading)
    layers = layer_of(spans, annotator, file=file, reading=reading)
    reading.documents.append(AnnotatedDocument(document, layers, where=place(file)))
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    return PurePath(name).suffix.lower() == ".ann"


def _spans(marks: Marks, text: str, scheme: Scheme, file: str, reading: Reading) -> list[Span]:
    spans, n_attributes = [], 0
    for bound in marks.text_bounds.values():
        try:
            found = checked_place(bound, text, where=place(file, bound.line))
        except SitrepError as refused:
            reading.add_fault(file, bound.line, str(refused))
            continue
        if found is None:
            reading.leave_out(file, "discontinuous spans")
            continue
        _notice(bound, marks, file, reading)
        attributes = _attributes(bound, marks, scheme)
        n_attributes += len(attributes)
        spans.append(Span(*found, bound.label, attributes, origin="import"))
    if marks.n_attributes > n_attributes:
        reading.leave_out(file, "attributes", marks.n_attributes - n_attributes)
    return spans


def _notice(bound: TextBound, marks: Marks, file: str, reading: Reading) -> None:
    if len(bound.pieces) > 1:
        reading.notice(file, bound.line, "a span in pieces with only blanks between them is taken as one.")
    if bound.id in marks.triggers:
        reading.notice(file, bound.line, "the trigger of an event is taken as a span; the event is left out.")


def _attributes(bound: TextBound, marks: Marks, scheme: Scheme) -> dict[str, object]:
    """Those that the scheme has for this label, the first of each name; a label that is still to be mapped has any."""
    known, found = scheme.label(bound.label), {}
    allowed = [attribute for label in ((known,) if known else scheme.labels) for attribute in label.attributes]
    for name, written in marks.attributes.get(bound.id, ()):
        fitting = (one for one in allowed if one.name == name and one.allows(_value(written, one)))
        if name not in found and (attribute := next(fitting, None)):
            found[name] = _value(written, attribute)
    return found


def _value(written: str, attribute: Attribute) -> object:
    digits = written.removeprefix("-")
    is_number = attribute.type == "integer" and digits.isascii() and digits.isdigit() and len(digits) <= 16
    return int(written) if is_number else written
