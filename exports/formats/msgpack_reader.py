"""Reads msgpack of unknown origin: no more memory is taken than the bytes that are there can fill."""

import struct
from dataclasses import dataclass
from typing import Any

MOST_DEPTH = 32
NUMBERS = {  # first byte -> (format, bytes)
    0xCA: (">f", 4), 0xCB: (">d", 8),
    0xCC: (">B", 1), 0xCD: (">H", 2), 0xCE: (">I", 4), 0xCF: (">Q", 8),
    0xD0: (">b", 1), 0xD1: (">h", 2), 0xD2: (">i", 4), 0xD3: (">q", 8),
}  # fmt: skip
CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
LENGTHS = {  # first byte -> (kind, bytes of its length)
    0xC4: ("bytes", 1), 0xC5: ("bytes", 2), 0xC6: ("bytes", 4),
    0xD9: ("text", 1), 0xDA: ("text", 2), 0xDB: ("text", 4),
    0xDC: ("list", 2), 0xDD: ("list", 4), 0xDE: ("map", 2), 0xDF: ("map", 4),
}  # fmt: skip


class MsgpackFault(ValueError):
    """What is wrong with the bytes."""


@dataclass(slots=True)
class Budget:
    """How many values, in all, may still be read: each costs more memory than the byte it may be written in."""

    n_values: int = 2_000_000

    def take(self) -> None:
        self.n_values -= 1
        if self.n_values < 0:
            raise MsgpackFault("it holds more values than are read from one file")


def unpack(data: memoryview, budget: Budget) -> Any:
    """The one value that these bytes are; bytes inside it stay views of `data`. Raises MsgpackFault.

    >>> unpack(memoryview(bytes([0x92, 1, 0xA1, 0x61])), Budget())
    [1, 'a']
    """
    try:
        value, end = _value(data, 0, 0, budget)
    except (IndexError, struct.error):
        raise MsgpackFault("it is cut off") from None
    except UnicodeDecodeError:
        raise MsgpackFault("a string in it is not UTF-8") from None
    if end != len(data):
        raise MsgpackFault("there is more after its end")
    return value


def _value(data: memoryview, at: int, depth: int, budget: Budget) -> tuple[Any, int]:
    """The value that begins here, and where it ends."""
    budget.take()
    if depth > MOST_DEPTH:
        raise MsgpackFault(f"it is nested deeper than {MOST_DEPTH}")
    first = data[at]
    at += 1
    if first < 0x80 or first >= 0xE0:
        return (first if first < 0x80 else first - 256), at
    if first in CONSTANTS:
        return CONSTANTS[first], at
    if first in NUMBERS:
        format, n_bytes = NUMBERS[first]
        return struct.unpack_from(format, data, at)[0], at + n_bytes
    kind, n, at = _kind(data, first, at)
    if n > len(data) - at:
        raise MsgpackFault("it is cut off")
    if kind == "list":
        return _list(data, at, n, depth, budget)
    if kind == "map":
        return _map(data, at, n, depth, budget)
    piece = data[at : at + n]
    return (str(piece, "utf-8") if kind == "text" else piece), at + n


def _kind(data: memoryview, first: int, at: int) -> tuple[str, int, int]:
    """What begins here, how many bytes or values it has, and where they begin."""
    if first < 0xC0:
        kind = "map" if first < 0x90 else "list" if first < 0xA0 else "text"
        return kind, first & (0x1F if kind == "text" else 0x0F), at
    if first not in LENGTHS:
        raise MsgpackFault(f"the byte 0x{first:02X} stands for nothing that is read here")
    kind, n_bytes = LENGTHS[first]
    length = bytes(data[at : at + n_bytes])
    if len(length) < n_bytes:
        raise MsgpackFault("it is cut off")
    return kind, int.from_bytes(length, "big"), at + n_bytes


def _list(data: memoryview, at: int, n: int, depth: int, budget: Budget) -> tuple[list, int]:
    found = []
    for _ in range(n):
        value, at = _value(data, at, depth + 1, budget)
        found.append(value)
    return found, at


def _map(data: memoryview, at: int, n: int, depth: int, budget: Budget) -> tuple[dict, int]:
    """Keys that are bytes or lists become what a dict takes."""
    found = {}
    for _ in range(n):
        key, at = _value(data, at, depth + 1, budget)
        found_key = bytes(key) if isinstance(key, memoryview) else tuple(key) if isinstance(key, list) else key
        value, at = _value(data, at, depth + 1, budget)
        try:
            found[found_key] = value
        except TypeError:
            raise MsgpackFault("a key in it is a list or a map") from None
    return found, at
