"""Hugging Face datasets, JSON Lines or Parquet: tokens with tags, texts with spans, texts with a label."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from exports.formats.hf_rows import HfRow, HfRows, read_rows
from exports.formats.offset_triples import offsets_in
from exports.formats.parquet import is_parquet
from exports.formats.reading import Beside, Reading
from exports.formats.tags import Encoding, TagFault, encoding_of, read_tags
from exports.formats.token_text import REBUILT, join_sentences, spans_on, tokens_in
from exports.formats.tool_document import ID, read_document
from exports.formats.tool_layer import ToolLayer, author_of, mark
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document, check_characters
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span

TOKENS, TAGS = ("tokens", "words"), ("ner_tags", "ner", "tags", "labels")
TEXTS, SPANS, LABELS = ("text", "data", "sentence"), ("spans", "entities"), ("label", "labels")
FIELDS = (ID, "title", "date", "source", "url", "language", "meta")
SHAPE = re.compile(rb'"(tokens|words)"\s*:\s*\[\s*("|\])')
HAS_TAGS = re.compile(rb'"(ner_tags|ner|tags|labels)"\s*:\s*\[\s*("|\d|\])')
NOTHING = (-1, -100)  # numbers that stand for no tag, or for one that does not count
NOT_JSONL = "the names of these numbers are not in a JSON file. Load the Parquet file, or write the names"


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """A document a row. The text is `text` where the tokens lie in it, else put together from them.

    A column named like a question of the scheme holds its answers. An id that is a mere number, as tools count rows,
    gets the file's name before it.
    """
    reading = Reading()
    found = read_rows(data, file, reading)
    tagged = {row.number: tags for row in found.rows if (tags := _tags(row, found)) is not None}
    encoding = encoding_of(tagged.values())
    texts: dict[str, str] = {}  # by id
    for row in found.rows:
        try:
            _read_row(row, tagged.get(row.number), encoding, found, texts, scheme, annotator)
        except SitrepError as refused:
            row.line.fault(str(refused))
    if not reading.documents and not reading.n_faults and not reading.not_carried:
        reading.add_fault(file, None, f"{file}: there is no row in this file. Expected tokens and ner_tags.")
    return reading


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    return is_parquet(data) or bool(SHAPE.search(data) and HAS_TAGS.search(data))


def _tags(row: HfRow, found: HfRows) -> list[str] | None:
    """The tags by name; None where there are none, or one of them is a fault."""
    column = _first(row, TAGS, list) if _first(row, TOKENS, list) else None
    if column is None:
        return None
    tags = [_named(value, found.names.get(column)) for value in row.values[column]]
    if None in tags:
        wrong = row.values[column][tags.index(None)]
        row.line.fault(f"{row.where}: {column} holds {repr(wrong)[:40]}; {NOT_JSONL}.")
        return None
    return tags


def _named(value: object, names: list[str] | None) -> str | None:
    """The name of a tag or label; None where there is none for it."""
    if isinstance(value, str):
        return value
    if type(value) is not int:
        return None
    if value in NOTHING:
        return "O"
    return names[value] if names and 0 <= value < len(names) else None


def _read_row(
    row: HfRow, tags: list[str] | None, encoding: Encoding, found: HfRows, texts: dict[str, str], scheme: Scheme,
    annotator: str | None,
) -> None:  # fmt: skip
    words_in = _first(row, TOKENS, list)
    text_in = _first(row, TEXTS, str)
    if words_in:
        text, spans = _of_tokens(row, row.values[words_in], row.values[text_in] if text_in else None, tags, encoding)
    elif text_in:
        text, spans = row.values[text_in], []
    else:
        raise FileRefused(f"{row.where}: no tokens and no text; found: {', '.join(map(str, list(row.values)[:12]))}.")
    if not text:
        row.line.leave_out("documents without text")
        return
    document = _document(row, text, texts, of_many=len(found.rows) > 1)
    layer = ToolLayer(*author_of(None, annotator, where=row.where))
    if not words_in:
        spans += [mark(*triple, text, where=row.where) for triple in _triples(row)]
    for span in spans:
        layer.add(span, row.line)
    layer.labels += _labels(row, found.names, scheme, tagged=words_in is not None)
    annotation = layer.annotation(scheme, row.line)
    layers = (annotation,) if annotation and (annotation.spans or annotation.answers) else ()
    _count_others(row, scheme)
    row.line.reading.documents.append(AnnotatedDocument(document, layers, where=row.where))


def _of_tokens(
    row: HfRow, words: list, own_text: str | None, tags: list[str] | None, encoding: Encoding
) -> tuple[str, list[Span]]:
    if not all(isinstance(word, str) for word in words):
        raise FileRefused(f"{row.where}: the tokens are {repr(words)[:60]}; expected a list of strings.")
    if tags is not None and len(tags) != len(words):
        raise FileRefused(f"{row.where}: {len(words):,} tokens and {len(tags):,} tags; expected as many.")
    text, tokens = own_text, tokens_in(own_text, words) if own_text else None
    if tokens is None:
        text, tokens = join_sentences([words])
        row.line.notice(REBUILT)
    try:
        places = read_tags(tags or (), encoding)
    except TagFault as fault:
        raise FileRefused(f"{row.where}, token {fault.at}: {fault}. Mend the tag.") from None
    spans = spans_on(places, tokens)
    row.line.leave_out("spans of no length", len(places) - len(spans))
    return text, spans


def _triples(row: HfRow) -> list[tuple]:
    """(start, end, label) of a row whose spans are offsets."""
    spans = _first(row, SPANS, list)
    column = spans or next((name for name in LABELS if _is_triples(row.values.get(name))), None)
    return [offsets_in(one, where=row.where) for one in row.values[column]] if column else []


def _is_triples(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, list | dict) for one in value)


def _labels(
    row: HfRow, names: Mapping[str, list[str]], scheme: Scheme, *, tagged: bool
) -> list[tuple[str | None, object]]:
    """The document labels of the row, as (question or None, value); -1 is none."""
    columns: list[tuple[str | None, str]] = [(question.name, question.name) for question in scheme.questions]
    columns += [] if tagged else [(None, name) for name in LABELS if not _is_triples(row.values.get(name))]
    found = []
    for question, column in columns:
        value = row.values.get(column)
        for one in value if isinstance(value, list) else [value]:
            if one is not None and one not in NOTHING:
                found.append((question, _named(one, names.get(column))))
    return found


def _document(row: HfRow, text: str, texts: dict[str, str], *, of_many: bool) -> Document:
    is_json = row.line.number is not None  # Parquet holds values that JSON, which `meta` is kept as, does not
    fields = {
        name: row.values[name]
        for name in FIELDS
        if isinstance(row.values.get(name), str) or (name == "meta" and is_json and name in row.values)
    }
    for value in fields.values():
        if isinstance(value, str):
            check_characters(value, where=row.where)
    stem, given = PurePath(row.line.file).stem, row.values.get("id")
    number = given if type(given) is int or (isinstance(given, str) and given.isdecimal()) else None
    named = f"{stem}-{row.number}" if of_many else stem
    own = given if isinstance(given, str) and number is None else None if number is None else f"{stem}-{number}"
    document = read_document(text, fields, ids=[own, named], where=row.where)
    if texts.setdefault(document.id, text) == text:
        return document
    row.line.notice("an id stands for another text above; the number of the row is added to it.")
    return replace(document, id=f"{document.id}-row{row.number}")


def _count_others(row: HfRow, scheme: Scheme) -> None:
    """Count what stands in columns that nothing is made of."""
    known = {*TOKENS, *TAGS, *TEXTS, *SPANS, *LABELS, *FIELDS, "id", *(question.name for question in scheme.questions)}
    others = [name for name, value in row.values.items() if name not in known and value is not None]
    row.line.leave_out("values of other columns", len(others))


def _first(row: HfRow, names: tuple[str, ...], kind: type) -> str | None:
    """The first of these columns that holds a value of this kind."""
    return next((name for name in names if isinstance(row.values.get(name), kind)), None)
