"""Writes a brat collection: NAME.txt and NAME.ann for each document, and the annotation.conf that brat asks for."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.decoding import BOM
from exports.formats.file_names import file_name_of
from exports.formats.line_ends import ON_ONE_LINE, on_one_line
from exports.formats.losses import Loss, count, count_lost
from exports.formats.one_layer import only_layer
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.span import Span

LOSSES = (
    Loss.FILE_NAMES,
    Loss.TITLES,
    Loss.SOURCES,
    Loss.LINE_ENDS,
    Loss.ANSWERS,
    Loss.ONE_LAYER,
    Loss.AUTHORS,
    Loss.STATES,
    Loss.NOTES,
    Loss.BACKGROUND,
    Loss.ORIGINS,
    Loss.SPAN_IDS,
)


def write_files(
    documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file; `left_out` is counted up on the way."""
    labels: set[str] = set()
    values_by_attribute: dict[str, set[str]] = {}
    for annotated in documents:
        document, layer = annotated.document, only_layer(annotated)
        count_lost(left_out, annotated, LOSSES)
        name = file_name_of(document.id)
        count(left_out, Loss.FILE_NAMES, int(name != document.id))
        lines = _lines(layer, document.text, values_by_attribute, left_out) if layer else []
        labels.update(span.label for span in (layer.spans if layer else ()))
        # A mark at the start of a file is dropped by all that read it; one of the text's own needs another before it.
        mark = BOM if document.text.startswith("\ufeff") else b""
        yield f"{name}.txt", mark + document.text.encode("utf-8")
        yield f"{name}.ann", "".join(f"{line}\n" for line in lines).encode("utf-8")
    yield "annotation.conf", _conf(labels, values_by_attribute).encode("utf-8")


def _lines(
    layer: Annotation, text: str, values_by_attribute: dict[str, set[str]], left_out: Counter[str] | None
) -> list[str]:
    lines, n_attributes, n_spans = [], 0, 0
    written: set[tuple[int, int, str]] = set()
    for span in layer.spans:
        pieces = _pieces(span, text)
        place = (pieces[0][0], pieces[-1][1], span.label) if pieces else None
        if place is None or place in written:
            count(left_out, "spans at the same place" if place else "spans of line ends alone")
            count(left_out, Loss.ATTRIBUTES, len(span.attributes))
            continue
        written.add(place)
        n_spans += 1
        places = ";".join(f"{start} {end}" for start, end in pieces)
        quote = " ".join(text[start:end] for start, end in pieces)
        lines.append(f"T{n_spans}\t{span.label} {places}\t{quote}")
        for name, value in span.attributes.items():
            n_attributes += 1
            shown = on_one_line(str(value))
            lines.append(f"A{n_attributes}\t{name} T{n_spans} {shown}")
            values_by_attribute.setdefault(name, set()).add(shown)
    return lines


def _pieces(span: Span, text: str) -> list[tuple[int, int]]:
    """The span cut at line ends: no line of a .ann file can show one."""
    return [(found.start(), found.end()) for found in ON_ONE_LINE.finditer(text, span.start, span.end)]


def _conf(labels: set[str], values_by_attribute: dict[str, set[str]]) -> str:
    attributes = [
        f"{name}\tArg:<ENTITY>, Value:{'|'.join(sorted(values))}"
        for name, values in sorted(values_by_attribute.items())
    ]
    sections = {"entities": sorted(labels), "relations": [], "events": [], "attributes": attributes}
    return "\n".join(line for name, lines in sections.items() for line in [f"[{name}]", *lines, ""])
