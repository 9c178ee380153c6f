"""What a Hugging Face row says beside its tokens: id, spans as offsets, labels, and columns that are not carried."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from exports.formats.hf_rows import HfRow
from exports.formats.offset_triples import offsets_in
from exports.formats.tool_document import ID, read_document
from labeling.core.document import Document, check_characters
from labeling.core.scheme import Scheme

TOKENS, TAGS = ("tokens", "words"), ("ner_tags", "ner", "tags", "labels")
TEXTS, SPANS, LABELS = ("text", "data", "sentence"), ("spans", "entities"), ("label", "labels")
FIELDS = (ID, "title", "date", "source", "url", "language", "meta")
NOTHING = (-1, -100)  # numbers that stand for no tag, or for one that does not count


def name_of(value: object, names: list[str] | None) -> str | None:
    """The name of a tag or label; None where there is none for it."""
    if isinstance(value, str):
        return value
    if type(value) is not int:
        return None
    if value in NOTHING:
        return "O"
    return names[value] if names and 0 <= value < len(names) else None


def triples_of(row: HfRow) -> list[tuple]:
    """(start, end, label) of a row whose spans are offsets."""
    spans = first_column(row, SPANS, list)
    column = spans or next((name for name in LABELS if _is_triples(row.values.get(name))), None)
    return [offsets_in(one, where=row.where) for one in row.values[column]] if column else []


def _is_triples(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, list | dict) for one in value)


def labels_of(
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
                found.append((question, name_of(one, names.get(column))))
    return found


def document_of(row: HfRow, text: str, texts: dict[str, str], *, of_many: bool) -> Document:
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


def count_others(row: HfRow, scheme: Scheme) -> None:
    """Count what stands in columns that nothing is made of."""
    known = {*TOKENS, *TAGS, *TEXTS, *SPANS, *LABELS, *FIELDS, "id", *(question.name for question in scheme.questions)}
    others = [name for name, value in row.values.items() if name not in known and value is not None]
    row.line.leave_out("values of other columns", len(others))


def first_column(row: HfRow, names: tuple[str, ...], kind: type) -> str | None:
    """The first of these columns that holds a value of this kind."""
    return next((name for name in names if isinstance(row.values.get(name), kind)), None)
