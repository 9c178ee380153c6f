"""spaCy's DocBin: documents, entities, span groups and categories, read without running anything that is in it."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from exports.formats.decoding import SIGNATURES
from exports.formats.docbin_spans import entities, group_spans
from exports.formats.docbin_strings import Strings
from exports.formats.docbin_table import DocRow, DocTable, read_table
from exports.formats.msgpack_reader import MsgpackFault, unpack
from exports.formats.reading import Beside, Line, Reading
from exports.formats.spacy_cats import layer_with_cats
from exports.formats.token_text import put_together, spans_on
from exports.formats.tool_attributes import attributes_of
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer, author_of
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import MOST_CHARACTERS, check_characters
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span

ORTH, TAG, DEP, ENT_IOB, ENT_TYPE = 65, 75, 76, 77, 78  # spaCy's numbers for what it says of a token: spacy.attrs
MOST_IN_ALL = 50_000_000  # characters; a token may name a string of any length, any number of times
OURS = ("id", "title", "date", "annotator", "attributes", "answers")  # what a spaCy pack keeps in doc.user_data


@dataclass(slots=True)
class _File:
    """The file being read; `n_left` characters may still come out of it."""

    table: DocTable
    strings: Strings
    line: Line
    scheme: Scheme
    annotator: str | None
    n_left: int = MOST_IN_ALL


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every document. Its id is `user_data["id"]`, or else the file's name and, where there are several, a number.

    Entities and the spans of all groups make one layer, categories at 1 its answers. Nothing is unpickled or given to
    spaCy, and what the file unpacks to is bounded.
    """
    reading = Reading()
    try:
        _check_packed(data, file)
        table = read_table(data, (ORTH, TAG, DEP, ENT_IOB, ENT_TYPE), where=file)
        opened = _File(table, Strings(table.strings), Line(file, None, reading), scheme, annotator)
    except SitrepError as refused:
        reading.add_fault(file, None, str(refused))
        return reading
    for number, row in enumerate(table.rows, start=1):
        where = f"{file}, document {number}"
        try:
            _read_document(row, opened, number, where)
        except (SitrepError, MsgpackFault) as refused:
            message = str(refused)
            reading.add_fault(file, None, message if message.startswith(file) else f"{where}: {message}.")
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    return PurePath(name).suffix.lower() == ".spacy"


def _check_packed(data: bytes, file: str) -> None:
    """Raise FileRefused for an empty file, and for one that its first bytes show to be something else."""
    if not data:
        raise FileRefused(f"{file}: the file is empty (0 bytes), perhaps a failed download. Get it again.")
    for signature, looks_like in SIGNATURES.items():
        if data.startswith(signature):
            raise FileRefused(f"{file}: this is no DocBin but looks like {looks_like}.")


def _read_document(row: DocRow, opened: _File, number: int, where: str) -> None:
    line = opened.line
    if not row.spaces:
        line.leave_out("documents without text")
        return
    words = [opened.strings[orth] for orth in row.column(ORTH)]
    n_characters = sum(map(len, words)) + len(words)
    opened.n_left -= n_characters
    if n_characters > 2 * MOST_CHARACTERS or opened.n_left < 0:
        raise FileRefused(f"its text is too long; {MOST_CHARACTERS:,} characters in a document, {MOST_IN_ALL:,} in all")
    text, tokens = put_together(words, [" " if space else "" for space in row.spaces])
    if not text.strip():
        line.leave_out("documents without text")
        return
    said = _user_data(row, opened)
    n_of_file = f"-{number}" if opened.table.n_documents > 1 else ""
    ids = [said.get("id"), PurePath(line.file).stem + n_of_file]
    values = {name: said[name] for name in ("title", "date") if isinstance(said.get(name), str)}
    document = read_document(text, values, ids=ids, where=where)
    places = list(group_spans(row.groups, len(words), opened.strings, opened.table.budget))
    grouped = set(places)  # what is an entity and in a group is one mark
    entities_ = entities(row.column(ENT_IOB), row.column(ENT_TYPE), opened.strings)
    places += [place for place in entities_ if place not in grouped]
    for label in {label for _, _, label in places}:
        check_characters(label, where=where)
    line.leave_out("spans without a label", sum(not label for _, _, label in places))
    line.leave_out("tags of tokens", sum(map(bool, row.column(TAG))))
    line.leave_out("dependencies", sum(map(bool, row.column(DEP))))
    labelled = [place for place in places if place[2]]
    spans = spans_on(labelled, tokens)
    line.leave_out("spans of no length", len(labelled) - len(spans))
    layers = _layers(spans, said, row.cats, opened, where)
    line.reading.documents.append(AnnotatedDocument(document, layers, where=where))


def _user_data(row: DocRow, opened: _File) -> dict[str, Any]:
    """What the document's user data says; what only its maker understands is counted."""
    data = unpack(row.user_data, opened.table.budget) if isinstance(row.user_data, memoryview) else {}
    if not isinstance(data, dict):
        return {}
    opened.line.leave_out("values of user data", len(data.keys() - OURS))
    for value in data.values():
        if isinstance(value, str):
            check_characters(value, where=opened.line.file)
    return data


def _layers(spans: list[Span], said: dict[str, Any], cats: object, opened: _File, where: str) -> tuple[Annotation, ...]:
    """The one layer of this document; none where nothing is marked or answered."""
    line, name = opened.line, said.get("annotator")
    layer = ToolLayer(*author_of(name if isinstance(name, str) else None, opened.annotator, where=where))
    attributes = _attributes(said, opened)
    for span in spans:
        layer.add(Span(span.start, span.end, span.label, attributes.get(span.place, {}), span.origin), line)
    n_unused = len(attributes.keys() - layer.spans.keys())
    line.leave_out("attributes", n_unused)
    answers = said.get("answers")
    layer.labels += list(answers.items()) if isinstance(answers, dict) else []
    return layer_with_cats(layer, cats, opened.scheme, line)


def _attributes(said: dict[str, Any], opened: _File) -> dict[tuple, dict[str, object]]:
    """Place -> attributes of the spans that a spaCy pack says have some."""
    found = {}
    listed = said.get("attributes")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict):
            place = (one.get("start"), one.get("end"), one.get("label"))
            if type(place[0]) is int and type(place[1]) is int and isinstance(place[2], str):
                found[place] = attributes_of(one.get("attributes"), place[2], opened.scheme, opened.line)
    return {place: attributes for place, attributes in found.items() if attributes}
