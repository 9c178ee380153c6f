"""fastText's lines, as doccano takes them: labels with __label__ before them, then the text."""

from exports.formats.decoding import decode
from exports.formats.gathered import Gathered
from exports.formats.reading import Beside, Line, Reading
from exports.formats.tool_document import read_document
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme

LABEL = "__label__"


def looks_like(data: bytes, name: str) -> bool:
    return data.startswith(LABEL.encode())


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """A document a line; its labels are answers where the scheme has them."""
    reading = Reading()
    found = Gathered()
    try:
        text = decode(data, file=file)
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))
        return reading
    for number, content in enumerate(text.split("\n"), start=1):
        line = Line(file, number, reading)
        try:
            _read_line(content.removesuffix("\r"), found, annotator, line)
        except SitrepError as refused:
            line.fault(str(refused))
    return found.give(reading, file=file, scheme=scheme, expected=f"lines of {LABEL}NAME and a text")


def _read_line(content: str, found: Gathered, annotator: str | None, line: Line) -> None:
    labels = []
    while content.startswith(LABEL):
        label, _, content = content.partition(" ")
        labels.append((None, label.removeprefix(LABEL)))
    if not content.strip():
        line.leave_out("rows without text", 1 if labels else 0)
        return
    gathered = found.document(read_document(content, {}, where=line.where), line)
    if labels:
        layer = gathered.layer(None, annotator, line)
        layer.labels += labels
        layer.reach("done")
