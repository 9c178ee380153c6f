"""Writes a brat collection: NAME.txt and NAME.ann for each document, and the annotation.conf that brat asks for."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.file_names import file_name_of
from exports.formats.left_out import count, count_fields
from exports.formats.line_ends import ON_ONE_LINE, on_one_line
from exports.formats.one_layer import only_layer
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.span import Span


def write_files(
    documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file; `left_out` is counted up on the way."""
    labels: set[str] = set()
    values_by_attribute: dict[str, set[str]] = {}
    for annotated in documents:
        document, layer = annotated.document, only_layer(annotated, left_out)
        name = file_name_of(document.id)
        count(left_out, "ids that no file can be named by", int(name != document.id))
        count_fields(left_out, document, carried=("id",))
        lines = _lines(layer, document.text, values_by_attribute, left_out) if layer else []
        labels.update(span.label for span in (layer.spans if layer else ()))
        yield f"{name}.txt", document.text.encode("utf-8")
        yield f"{name}.ann", "".join(f"{line}\n" for line in lines).encode("utf-8")
    yield "annotation.conf", _conf(labels, values_by_attribute).encode("utf-8")


def _lines(
    layer: Annotation, text: str, values_by_attribute: dict[str, set[str]], left_out: Counter[str] | None
) -> list[str]:
    lines, n_attributes, n_spans = [], 0, 0
    seen: set[tuple] = set()
    for span in layer.spans:
        pieces = _pieces(span, text)
        place = (*pieces, span.label)
        if not pieces or place in seen:
            count(left_out, "spans at the same place" if pieces else "spans of line ends alone")
            count(left_out, "attributes of spans that are left out", len(span.attributes))
            continue
        seen.add(place)
        n_spans += 1
        places = ";".join(f"{start} {end}" for start, end in pieces)
        quote = " ".join(text[start:end] for start, end in pieces)
        lines.append(f"T{n_spans}\t{span.label} {places}\t{quote}")
        for name, value in span.attributes.items():
            n_attributes += 1
            shown = on_one_line(str(value))
            lines.append(f"A{n_attributes}\t{name} T{n_spans} {shown}")
            values_by_attribute.setdefault(name, set()).add(shown)
    count(left_out, "answers", len(layer.answers))
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
