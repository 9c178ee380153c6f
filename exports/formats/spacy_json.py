"""spaCy's JSON: (text, annotations) pairs, the trees of version 2, and one object a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from exports.formats.json_values import read_values
from exports.formats.offset_triples import offsets_in
from exports.formats.reading import Beside, Line, Reading
from exports.formats.spacy_cats import layer_with_cats
from exports.formats.spacy_tree import count_tags, read_paragraph
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer, author_of, mark
from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span

PAIRS = re.compile(rb'\s*\[\s*\[\s*"(?:[^"\\]|\\.)*"\s*,\s*\{')
TREES = re.compile(rb'"paragraphs"\s*:\s*\[')
OBJECTS = re.compile(rb'"cats"\s*:\s*\{|"ents"\s*:\s*\[')
NOT_OURS = re.compile(rb'"(answer|_input_hash|label|labels|annotations|from_name)"\s*:')

FIELDS = ("title", "date", "source", "url", "language", "meta")  # of an object: what becomes the document's
READ = {"id", "text", "cats", "ents", "entities", "spans", "tokens", "sents"}


@dataclass(frozen=True, slots=True)
class _Text:
    """One text and what a file says of it. `number` is its own in the file, for where it has no id."""

    text: object
    spans: list[Span] | list[tuple]
    cats: object
    own_id: str | None
    number: str
    fields: dict[str, Any]


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every text. An id that is a string is kept; else it is the file's name and the number of the text, or its own.

    Entities and the spans of all groups make one layer, categories at 1 its answers; tags and parses are counted.
    """
    reading = Reading()
    for number, (line, value) in enumerate(read_values(data, file=file, reading=reading, kinds=(dict, list)), start=1):
        try:
            for one in _texts(value, number, line):
                _read_text(one, scheme, annotator, line)
        except SitrepError as refused:
            line.fault(str(refused))
    if not reading.documents and not reading.n_faults and not reading.not_carried:
        reading.add_fault(file, None, f"{file}: there is no text in this file. Expected spaCy's JSON.")
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    tree_or_pairs = PAIRS.match(data) or TREES.search(data)
    return bool(tree_or_pairs or (OBJECTS.search(data) and not NOT_OURS.search(data)))


def _texts(value: Any, number: int, line: Line) -> Iterator[_Text]:
    """The texts of one value of the file; FileRefused or DocumentError for a value of no shape of spaCy's."""
    if isinstance(value, list):
        if len(value) != 2 or not isinstance(value[1], dict):
            raise FileRefused(f'{line.where}: a list, but no ["text", {{"entities": […]}}]. Expected one of these.')
        _count_others(value[1], line)
        yield _Text(value[0], _offsets(value[1], line), value[1].get("cats"), None, str(number), {})
    elif "paragraphs" in value:
        yield from _of_tree(value, number, line)
    else:
        tokens, named = value.get("tokens"), value.get("id")
        count_tags(tokens if isinstance(tokens, list) else (), line)
        _count_others(value, line)
        fields = {key: value[key] for key in FIELDS if key in value}
        number = named if type(named) is int else number
        own = named if isinstance(named, str) else None
        yield _Text(value.get("text"), _offsets(value, line), value.get("cats"), own, str(number), fields)


def _of_tree(value: dict[str, Any], number: int, line: Line) -> Iterator[_Text]:
    paragraphs = value["paragraphs"] if isinstance(value["paragraphs"], list) else [None]
    name = str(value.get("id", number))
    for part, paragraph in enumerate(paragraphs, start=1):
        text, spans = read_paragraph(paragraph, line)
        of_file = name if len(paragraphs) == 1 else f"{name}-{part}"
        own = of_file if isinstance(value.get("id"), str) else None
        yield _Text(text, spans, _listed_cats(paragraph.get("cats")), own, of_file, {})


def _count_others(said: dict[str, Any], line: Line) -> None:
    line.leave_out("annotations of other kinds", len(said.keys() - READ.union(FIELDS)))


def _listed_cats(cats: object) -> object:
    """[{"label": "yes", "value": 1.0}] as {"yes": 1.0}."""
    if not isinstance(cats, list):
        return cats
    return {
        one["label"]: one.get("value") for one in cats if isinstance(one, dict) and isinstance(one.get("label"), str)
    }


def _offsets(said: dict[str, Any], line: Line) -> list[tuple]:
    """(start, end, label) of all entities and the spans of all groups; what is both is one mark."""
    groups = said.get("spans")
    groups = groups.values() if isinstance(groups, dict) else ()
    grouped = [
        offsets_in(one, where=line.where) for group in groups for one in (group if isinstance(group, list) else [group])
    ]
    entities = said.get("entities", said.get("ents"))
    if entities is None:
        return grouped
    if not isinstance(entities, list):
        raise FileRefused(
            f"{line.where}: the entities are {repr(entities)[:60]}; expected a list of [start, end, label]."
        )
    marks = set(map(repr, grouped))
    return grouped + [
        one for one in (offsets_in(entity, where=line.where) for entity in entities) if repr(one) not in marks
    ]


def _read_text(one: _Text, scheme: Scheme, annotator: str | None, line: Line) -> None:
    if one.text == "":
        line.leave_out("documents without text")
        return
    number = "" if one.own_id else f"{PurePath(line.file).stem}-{one.number}"
    document = read_document(one.text, one.fields, ids=[one.own_id, number], where=line.where)
    layer = ToolLayer(*author_of(None, annotator, where=line.where))
    for span in one.spans:
        place = span if isinstance(span, Span) else mark(*span, document.text, where=line.where)
        layer.add(place, line)
    layers = layer_with_cats(layer, one.cats, scheme, line)
    line.reading.documents.append(AnnotatedDocument(document, layers, where=line.where))
