"""Writes a JSON array, a value a line, so that no more than one value is in memory."""

import json
from collections.abc import Iterable, Iterator


def json_array(values: Iterable[object]) -> Iterator[bytes]:
    """The array piece by piece.

    >>> b"".join(json_array([])), b"".join(json_array([1, "é"])).decode()
    (b'[]\\n', '[\\n1,\\n"é"\\n]\\n')
    """
    before = "[\n"
    for value in values:
        yield (before + json.dumps(value, ensure_ascii=False, allow_nan=False)).encode("utf-8")
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
