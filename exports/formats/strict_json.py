"""One line of JSON to one object: what JSON does not allow, or Python changes silently, is refused."""

import json
import math
from collections.abc import Callable
from typing import Any

from labeling.core.errors import FileRefused

MOST_DEPTH = 250  # lists and objects inside each other; Python's own JSON gives up at about 990
ARRAY = "this is a JSON array; jq -c '.[]' FILE makes JSONL of it."
TOO_DEEP = f"nested too deep. At most {MOST_DEPTH} lists and objects inside each other."


class _Refused(ValueError):
    """Found while parsing; becomes a FileRefused with the place."""


def read_object(line: str, *, where: str) -> dict[str, Any]:
    """The object on this line; FileRefused says what else there is."""
    try:
        value = _checked(lambda: DECODER.decode(line), where=where)
    except json.JSONDecodeError as error:
        raise FileRefused(f"{where}, column {error.colno}: {_explained(error, line)}") from None
    if not isinstance(value, dict):
        raise FileRefused(f"{where}: {_kind(value)} Expected one object a line, {{…}}.")
    if line.count("[") + line.count("{") > MOST_DEPTH:
        _check_depth(value, where=where)
    return value


def read_value_at(text: str, at: int, *, where: str) -> tuple[Any, int]:
    """The value that begins at this character of `text`, and where it ends.

    JSONDecodeError (its `pos` counts in `text`) for what is no JSON, FileRefused for what is and may not be there.
    """
    value, end = _checked(lambda: DECODER.raw_decode(text, at), where=where)
    if text.count("[", at, end) + text.count("{", at, end) > MOST_DEPTH:
        _check_depth(value, where=where)
    return value, end


def strings_in(value: Any) -> list[str]:
    """Every string in `value`, keys included."""
    found, waiting = [], [value]
    while waiting:
        match waiting.pop():
            case str() as string:
                found.append(string)
            case dict() as pairs:
                waiting += [*pairs.keys(), *pairs.values()]
            case list() as values:
                waiting += values
    return found


def _checked(parse: Callable[[], Any], *, where: str) -> Any:
    """What `parse` gives; JSONDecodeError passes, every other refusal becomes a FileRefused with the place."""
    try:
        return parse()
    except _Refused as refused:
        raise FileRefused(f"{where}: {refused}") from None
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise FileRefused(f"{where}: {TOO_DEEP}") from None
    except ValueError:
        raise FileRefused(f"{where}: a number of more than 4,300 digits. Write it as a string.") from None


def _check_depth(value: Any, *, where: str) -> None:
    """Raise FileRefused where it lies deeper than every reader and writer after this one can follow."""
    level, depth = [value], 0
    while level := [inner for outer in level for inner in _inside(outer)]:
        depth += 1
        if depth > MOST_DEPTH:
            raise FileRefused(f"{where}: {TOO_DEEP}")


def _inside(value: Any) -> list:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Refused(f"the key {twice!r} comes twice in one object. Keep one of them.")
    return found


def _no_constant(name: str) -> None:
    raise _Refused(f"{name} is not JSON. Write a number, or null where there is none.")


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _Refused(f"the number {digits[:40]} is too large. Write it as a string.")
    return number


def _explained(error: json.JSONDecodeError, line: str) -> str:
    if line.startswith("\ufeff"):
        return "a byte order mark stands here, as where files were joined. Remove it."
    if line.lstrip().startswith("["):
        return f"{ARRAY} Expected one object a line."
    if error.msg == "Extra data":
        return "there is more after the first value. Expected one object a line."
    if error.msg.startswith("Unterminated string") or error.pos >= len(line.rstrip()):
        return "the object is not closed: the line is cut off, or the object goes on in the next line. " \
            "Expected one whole object a line."  # fmt: skip
    return f"this is not JSON ({error.msg}). Mend the line."


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return ARRAY
    return f"found {json.dumps(value, ensure_ascii=False)[:40]}, which is no object."


DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_float)
