"""What the tests of annotation tools share: bad files, counts of readings, comparisons of what was written."""

from exports.formats import format_by_content
from exports.formats.reading import Reading
from labeling.core.annotation import AnnotatedDocument, Annotation
from tests.exports.conformance import CONFORMANCE


def file_of(entry: dict) -> str:
    """Names the entry of a manifest in a test's name."""
    return entry["file"]


def is_found_out(key: str, entry: dict) -> bool:
    """Whether this file's first bytes say that it is of this format."""
    path = CONFORMANCE / entry["file"]
    return format_by_content(path.read_bytes(), path.name) == key


def left_out(reading: Reading) -> dict[str, int]:
    """Kind -> how many of it were not carried."""
    return {kind: n for (_, kind), n in reading.not_carried.items()}


def without(layer: Annotation, **changed) -> Annotation:
    """The layer with these fields as a format gives them back."""
    fields = {name: getattr(layer, name) for name in ("author", "spans", "answers", "note", "state", "author_kind")}
    return Annotation(**fields | changed)


def same(read: list[AnnotatedDocument], expected: list[AnnotatedDocument]) -> None:
    """Compare all that equality of documents leaves out, too."""
    assert read == expected
    assert [one.document.meta for one in read] == [one.document.meta for one in expected]
    for found, wanted in zip(read, expected, strict=True):
        assert [layer.answers for layer in found.annotations] == [layer.answers for layer in wanted.annotations]
        assert [[span.attributes for span in layer.spans] for layer in found.annotations] == [
            [span.attributes for span in layer.spans] for layer in wanted.annotations
        ]
