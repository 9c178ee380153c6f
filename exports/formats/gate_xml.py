"""A document of GATE as XML: the text with nodes in it, and annotations from node to node."""

from exports.formats.gate_document import GateDocument, GateMark, Value
from exports.formats.reading import place
from exports.formats.safe_xml import read_xml
from labeling.core.errors import FileRefused

ROOT, TEXT, NODE = "GateDocument", "TextWithNodes", "Node"
WHOLE_NUMBERS = ("java.lang.Integer", "java.lang.Long", "java.lang.Short")
SINGLE = (*WHOLE_NUMBERS, "java.lang.String", "java.lang.Boolean", "java.lang.Double", "java.lang.Float")
MOST_MARKS = 2_000_000
AGAIN = "Save the document from GATE again."


def read_gate_xml(data: bytes, *, where: str) -> GateDocument:
    """What the file holds, places in code points; FileRefused for what is no document of GATE."""
    reader = _Reader(where)
    read_xml(data, where=where, start=reader.start, end=reader.end, characters=reader.characters)
    return reader.document()


class _Reader:
    """Takes in the elements as they come. Where a node stands in the text is its place: its id only names it."""

    def __init__(self, where: str) -> None:
        self.where, self.found = where, GateDocument()
        self.pieces: list[str] | None = None  # of the text, once it has begun
        self.is_in_text = False
        self.n_characters = self.n_wide = 0  # so far; and those that take two UTF-16 units, which ids count
        self.place_by_node: dict[str, int] = {}
        self.marks: list[GateMark] = []  # of the annotation set at hand
        self.n_marks = 0
        self.owner: GateDocument | GateMark | None = None  # of the features at hand
        self.said: dict[str, tuple[str, str]] = {}  # Name and Value of the feature at hand, each with its class
        self.class_name = ""

    def start(self, name: str, attributes: dict[str, str], depth: int, line: int) -> None:
        if depth == 1 and name != ROOT:
            found = name[-40:]
            raise FileRefused(f"{self.where}, line {line}: the root is {found!r}; expected {ROOT}, as GATE saves it.")
        self.class_name = attributes.get("className", "")
        if name == TEXT:
            self.pieces, self.is_in_text = [], True
        elif name == NODE and self.is_in_text:
            self._add_node(attributes.get("id", ""), line)
        elif name == "GateDocumentFeatures":
            self.owner = self.found
        elif name == "AnnotationSet":
            self.marks = self.found.sets.setdefault(attributes.get("Name", ""), [])
        elif name == "Annotation":
            self._add_mark(attributes, line)
        elif name == "Relation":
            self.owner = None
            self.found.n_relations += 1

    def characters(self, text: str) -> None:
        if self.is_in_text:
            self.pieces.append(text)
            self.n_characters += len(text)
            self.n_wide += sum(character > "\uffff" for character in text)

    def end(self, name: str, text: str, depth: int) -> None:
        if name == TEXT:
            self.is_in_text = False
        elif name in ("Name", "Value"):
            self.said[name] = (text, self.class_name)
        elif name == "Feature":
            self._add_feature()

    def _add_node(self, node: str, line: int) -> None:
        if node in self.place_by_node:
            raise FileRefused(f"{self.where}, line {line}: a second node {node[:20]!r}. {AGAIN}")
        self.place_by_node[node] = self.n_characters
        self.found.is_renumbered |= node != str(self.n_characters + self.n_wide)

    def _add_mark(self, attributes: dict[str, str], line: int) -> None:
        self.n_marks += 1
        if self.n_marks > MOST_MARKS:
            raise FileRefused(f"{self.where}: more than {MOST_MARKS:,} annotations. Split the document.")
        ends = (attributes.get("StartNode", ""), attributes.get("EndNode", ""))
        self.owner = GateMark(attributes.get("Type"), *ends, line=line)
        self.marks.append(self.owner)

    def _add_feature(self) -> None:
        name, value = self.said.get("Name", ("", ""))[0], _value(*self.said.get("Value", ("", "")))
        self.said = {}
        if self.owner is None:
            return
        if value is None:
            self.owner.n_odd += 1
        else:
            self.owner.features[name] = value

    def document(self) -> GateDocument:
        if self.pieces is None:
            raise FileRefused(f"{self.where}: there is no {TEXT} in this file. {AGAIN}")
        self.found.text = "".join(self.pieces)
        for marks in self.found.sets.values():
            for mark in marks:
                mark.start, mark.end = self._place(mark.start, mark.line), self._place(mark.end, mark.line)
        return self.found

    def _place(self, node: str, line: int) -> int:
        if node not in self.place_by_node:
            where = place(self.where, line)
            raise FileRefused(f"{where}: an annotation ends at node {node[:20]!r}, which is not in the text. {AGAIN}")
        return self.place_by_node[node]


def _value(written: str, class_name: str) -> Value | None:
    """A text or a whole number; None for what is neither."""
    if class_name not in SINGLE:
        return None
    digits = written.removeprefix("-")
    is_number = class_name in WHOLE_NUMBERS and digits.isascii() and digits.isdigit() and len(digits) < 16
    return int(written) if is_number else written
