"""The first JSON object of a file: formats are told by which keys stand beside each other, and their types."""

import json
from typing import Any

from exports.formats.decoding import BOM

DECODER = json.JSONDecoder()


def first_object(data: bytes) -> dict[str, Any]:
    """The object that these bytes, or the array in them, begin with; empty where none is whole.

    >>> first_object(b'[{"id": 1}, {"id"'), first_object(b'{"id": ')
    ({'id': 1}, {})
    """
    text = data.removeprefix(BOM).decode("utf-8", "ignore").lstrip().removeprefix("[").lstrip()
    try:
        value, _ = DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def is_flair_row(row: dict[str, Any]) -> bool:
    """Whether the text is `data` and its spans are triples under `label`: so flair writes, and doccano never.

    >>> is_flair_row({"data": "Camp Taji", "label": [[0, 9, "BASE"]]}), is_flair_row({"text": "Taji", "label": []})
    (True, False)
    """
    spans = row.get("label")
    has_triples = isinstance(spans, list) and spans and all(map(_is_triple, spans))
    return bool(isinstance(row.get("data"), str) and "text" not in row and has_triples)


def _is_triple(value: object) -> bool:
    return isinstance(value, list) and list(map(type, value)) == [int, int, str]
