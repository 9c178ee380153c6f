"""The document of one JSONL record: which key is what, and what may stand there."""

import re
from datetime import date, datetime
from typing import Any

from exports.formats.document_ids import check_id
from exports.formats.strict_json import strings_in
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document, check_characters, check_text, sha256_of
from labeling.core.errors import DocumentError, FileRefused
from labeling.core.scheme import Scheme

KEYS = ("id", "title", "text", "date", "source", "url", "language", "meta")
LAYER_KEYS = ("spans", "annotations")
DERIVED = "boilerplate"  # [[start, end], …]: found anew from the text, so it is written and not kept
DERIVED_ID_CHARACTERS = 16


def read_document(record: dict[str, Any], *, scheme: Scheme, where: str, escaped: bool) -> Document:
    """The document of this record; `escaped`: the line holds \\u escapes, so any string may hide a bad character."""
    if "text" not in record and record.keys() in ({"delta"}, {"deleted"}):
        raise DocumentError(
            f"{where}: this is a line of a delta, which keeps copies equal and is not loaded. Export without --since."
        )
    if "text" not in record:
        found = ", ".join(list(record)[:12]) or "none"
        raise DocumentError(f"{where}: there is no key `text`; found: {found}. Rename the key that holds the text.")
    text = record["text"]
    check_text(text, where=where)
    if escaped:
        for key, value in record.items():
            for string in strings_in({key: value}):
                check_characters(string, where=where, what=f"`{key[:40]}`")
    document_id = _id(record.get("id"), text, where)
    check_id(document_id, where=where)
    return Document(
        id=document_id,
        text=text,
        title=_string(record, "title", where),
        source=_string(record, "source", where),
        url=_string(record, "url", where),
        published=_date(record, where),
        language=_string(record, "language", where),
        meta=_meta(record, scheme, where),
    )


def write_document(annotated: AnnotatedDocument) -> dict[str, Any]:
    """The record's first keys; url, language, meta and boilerplate only where there are any."""
    document = annotated.document
    record: dict[str, Any] = {"id": document.id, "title": document.title, "text": document.text}
    record |= {"date": document.published, "source": document.source}
    for key in ("url", "language"):
        if getattr(document, key) is not None:
            record[key] = getattr(document, key)
    if document.meta:
        record["meta"] = dict(document.meta)
    if annotated.boilerplate:
        record[DERIVED] = [[start, end] for start, end in annotated.boilerplate]
    return record


def answer_keys(scheme: Scheme) -> set[str]:
    """The keys that the flat shape keeps answers under."""
    names = {question.name for question in scheme.questions}
    return (names | {f"{name}_reason" for name in names}) - {*KEYS, *LAYER_KEYS}


def _id(value: object, text: str, where: str) -> str:
    if value is None:
        return sha256_of(text)[:DERIVED_ID_CHARACTERS]
    if type(value) not in (str, int):
        raise DocumentError(f"{where}: `id` is {str(value)[:40]}; expected a string or a whole number.")
    return str(value)


def _string(record: dict[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if not isinstance(value, str | None):
        raise DocumentError(f"{where}: `{key}` is {repr(value)[:60]}; expected a string or null.")
    return value


def _date(record: dict[str, Any], where: str) -> str | None:
    """An ISO date, or date and time, as it was written."""
    value = _string(record, "date", where)
    if value is None:
        return None
    try:
        if not re.match(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        raise DocumentError(
            f"{where}: `date` is {value[:40]!r}; expected a day that exists, written 2022-01-05, or null."
        ) from None
    return value


def _meta(record: dict[str, Any], scheme: Scheme, where: str) -> dict[str, Any]:
    """`meta` itself and every key the reader does not know."""
    value = record.get("meta")
    meta = dict(value) if isinstance(value, dict) else {} if value is None else {"meta": value}
    known = {*KEYS, *LAYER_KEYS, *answer_keys(scheme), *([DERIVED] if _are_ranges(record.get(DERIVED)) else [])}
    for key in record.keys() - known:
        if key in meta and meta[key] != record[key]:
            raise FileRefused(f"{where}: {key!r} is in the record and, with another value, in `meta`. Keep one.")
    return meta | {key: value for key, value in record.items() if key not in known}


def _are_ranges(value: object) -> bool:
    """Whether this is what `write_document` writes; a key of this name that holds something else is not ours."""
    return isinstance(value, list) and all(
        isinstance(pair, list) and [type(place) for place in pair] == [int, int] for pair in value
    )
