"""The parts of a DocBin, each checked before anything is made of it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.formats.inflate import inflate
from exports.formats.msgpack_reader import Budget, MsgpackFault, unpack
from labeling.core.errors import FileRefused

MOST_TOKENS = 5_000_000
MOST_IN_ONE = 1_000_000  # tokens of one document, which may have as many characters
MOST_DOCUMENTS = 500_000
UNKNOWN_SPACES = "has_unknown_spaces"


@dataclass(frozen=True, slots=True)
class DocRow:
    """One document of a DocBin. `columns` maps an attribute's id to a value for each token."""

    columns: dict[int, list[int]]
    spaces: list[bool]
    cats: Any
    groups: Any
    user_data: Any

    def column(self, attribute: int) -> list[int]:
        """The attribute of each token; 0 where the file does not hold it."""
        return self.columns.get(attribute) or [0] * len(self.spaces)


@dataclass(frozen=True, slots=True)
class DocTable:
    """`rows` comes in order; `strings` are all that tokens and spans may name by their hash."""

    strings: list[str]
    rows: Iterator[DocRow]
    n_documents: int
    budget: Budget


def read_table(data: bytes, attributes: tuple[int, ...], *, where: str) -> DocTable:
    """What the file holds; of its columns only `attributes`. FileRefused says what is wrong with it."""
    budget = Budget()
    try:
        message = unpack(inflate(data, where=where), budget)
    except MsgpackFault as fault:
        raise FileRefused(f"{where}: this is no DocBin: {fault}. Expected a file as spaCy writes it.") from None
    if not isinstance(message, dict):
        raise FileRefused(f"{where}: this is no DocBin: it holds no map. Expected a file as spaCy writes it.")
    numbers, strings = _list(message, "attrs", int, where), _list(message, "strings", str, where)
    lengths = _lengths(_bytes(message, "lengths", where), where)
    n_tokens = sum(lengths)
    tokens, spaces = _bytes(message, "tokens", where), _bytes(message, "spaces", where)
    if not numbers or len(tokens) != 8 * len(numbers) * n_tokens or len(spaces) != n_tokens:
        raise _damaged(
            where, f"{n_tokens:,} tokens of {len(numbers)} columns do not fit {len(tokens):,} bytes of tokens and "
            f"{len(spaces):,} of spaces"
        )  # fmt: skip
    per_document = {
        name: _per_document(message, name, len(lengths), where)
        for name in ("cats", "flags", "span_groups", "user_data")
    }
    wanted = {attribute: numbers.index(attribute) for attribute in attributes if attribute in numbers}
    return DocTable(strings, _rows(tokens, spaces, lengths, wanted, len(numbers), per_document), len(lengths), budget)


def _rows(
    tokens: memoryview, spaces: memoryview, lengths: list[int], wanted: dict[int, int], width: int, per_document: dict
) -> Iterator[DocRow]:
    at = 0
    for number, length in enumerate(lengths):
        cells = tokens[8 * width * at : 8 * width * (at + length)].cast("Q")
        flags = per_document["flags"][number]
        unknown = isinstance(flags, dict) and bool(flags.get(UNKNOWN_SPACES))
        yield DocRow(
            columns={attribute: cells[column::width].tolist() for attribute, column in wanted.items()},
            spaces=[unknown or bool(space) for space in spaces[at : at + length]],
            cats=per_document["cats"][number],
            groups=per_document["span_groups"][number],
            user_data=per_document["user_data"][number],
        )
        at += length


def _lengths(data: memoryview, where: str) -> list[int]:
    """Tokens in each document."""
    if len(data) % 4 or len(data) > 4 * MOST_DOCUMENTS:
        raise _damaged(where, f"{len(data):,} bytes of lengths; at most {MOST_DOCUMENTS:,} documents are read")
    lengths = list(struct.unpack(f"<{len(data) // 4}i", data))
    if min(lengths, default=0) < 0 or max(lengths, default=0) > MOST_IN_ONE or sum(lengths) > MOST_TOKENS:
        limits = f"at most {MOST_IN_ONE:,} in a document and {MOST_TOKENS:,} in a file are read"
        raise _damaged(where, f"documents of less than 0 or too many tokens; {limits}")
    return lengths


def _bytes(message: dict, name: str, where: str) -> memoryview:
    value = message.get(name)
    if not isinstance(value, memoryview):
        raise _damaged(where, f"`{name}` is missing or no bytes")
    return value


def _list(message: dict, name: str, kind: type, where: str) -> list:
    value = message.get(name)
    if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
        raise _damaged(where, f"`{name}` is missing or not a list of {kind.__name__}")
    return value


def _per_document(message: dict, name: str, n_documents: int, where: str) -> list:
    """One value for each document; older files lack some of these lists."""
    value = message.get(name)
    if value is None:
        return [None] * n_documents
    if not isinstance(value, list) or len(value) != n_documents:
        raise _damaged(where, f"`{name}` is not a list of {n_documents:,}, one for each document")
    return value


def _damaged(where: str, what: str) -> FileRefused:
    return FileRefused(f"{where}: this DocBin is damaged: {what}. Write it again with spaCy.")
