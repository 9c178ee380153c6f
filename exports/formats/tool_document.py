"""The document of a record that another tool wrote: keys that fit become its fields, all others its meta."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from exports.formats.document_ids import check_id
from labeling.core.document import Document, check_text, sha256_of
from labeling.core.errors import DocumentError, FileRefused

DERIVED_ID_CHARACTERS = 16
STRINGS = ("title", "source", "url", "language")
ID = "document_id"  # tools number records anew under `id`; a key of ours stays what it was


def read_document(text: object, values: Mapping[str, Any], *, ids: Iterable[object] = (), where: str) -> Document:
    """The document with this text.

    `values`: what the record says beside it, less what the tool's format gives a meaning. `ids`: where `values` has no
    `document_id`, the first of these that is there is the id; none: the first digits of the text's SHA-256.
    DocumentError for a text or an id that cannot be taken.
    """
    check_text(text, where=where)
    found: dict[str, Any] = {}
    rest = dict(values)
    for name in STRINGS:
        if isinstance(rest.get(name), str):
            found[name] = rest.pop(name)
    if _is_date(rest.get("date")):
        found["published"] = rest.pop("date")
    document_id = _id([rest.pop(ID, None), *ids], text, where)
    return Document(document_id, text, meta=_meta(rest, where), **found)


def write_document(document: Document) -> dict[str, Any]:
    """What a record says beside the text; only what is there."""
    record = {ID: document.id, "date": document.published} | {name: getattr(document, name) for name in STRINGS}
    record = {name: value for name, value in record.items() if value is not None}
    return record | ({"meta": dict(document.meta)} if document.meta else {})


def _id(candidates: Iterable[object], text: str, where: str) -> str:
    value = next((one for one in candidates if one is not None and one != ""), None)
    if value is None:
        return sha256_of(text)[:DERIVED_ID_CHARACTERS]
    if type(value) not in (str, int):
        raise DocumentError(f"{where}: the id is {repr(value)[:40]}; expected a string or a whole number.")
    check_id(str(value), where=where)
    return str(value)


def _is_date(value: object) -> bool:
    """Whether this is an ISO date, or date and time."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _meta(values: dict[str, Any], where: str) -> dict[str, Any]:
    inner = values.pop("meta", None)
    meta = dict(inner) if isinstance(inner, dict) else {} if inner is None else {"meta": inner}
    beside = {key: value for key, value in values.items() if value is not None}
    for key, value in beside.items():
        if key in meta and meta[key] != value:
            raise FileRefused(f"{where}: {key[:40]!r} is in the record and, with another value, in `meta`. Keep one.")
    return meta | beside
