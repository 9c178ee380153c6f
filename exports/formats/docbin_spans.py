"""The spans of one document in a DocBin: its entities, and the spans of its groups."""

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from exports.formats.apart import Place
from exports.formats.docbin_strings import Strings
from exports.formats.msgpack_reader import Budget, unpack
from labeling.core.errors import FileRefused

INSIDE, BEGIN = 1, 3  # ENT_IOB; 2 is outside, 0 says nothing
LAYOUTS = {40: (">QQQll", 2), 32: (">QQll", 1)}  # bytes of a span -> its first fields, and which of them is the label


def entities(iobs: Sequence[int], types: Sequence[int], strings: Strings) -> list[Place]:
    """The spans of `doc.ents` in tokens; "" is the label of one that has none. FileRefused for tags out of order."""
    found, start, label = [], None, ""
    for at, iob in enumerate([*iobs, 2]):
        if iob == INSIDE:
            if start is None:
                raise FileRefused(f"token {at} goes on with an entity that has not begun")
            continue
        if start is not None:
            found.append((start, at, label))
        start, label = (at, strings[types[at]]) if iob == BEGIN else (None, "")
    return found


def group_spans(groups: Any, n_tokens: int, strings: Strings, budget: Budget) -> Iterator[Place]:
    """The spans of all groups in `doc.spans`, in tokens. Raises MsgpackFault or FileRefused."""
    if not isinstance(groups, memoryview) or not groups:
        return
    held = unpack(groups, budget)
    for group in held if isinstance(held, list | dict) else ():  # groups, or a map from groups to their names
        packed = unpack(memoryview(group), budget) if isinstance(group, bytes | memoryview) else None
        spans = packed.get("spans") if isinstance(packed, dict) else None
        if not isinstance(spans, list):
            raise FileRefused("a group of spans is not written as spaCy writes it")
        for span in spans:
            yield _place(span, n_tokens, strings)


def _place(span: Any, n_tokens: int, strings: Strings) -> Place:
    layout = LAYOUTS.get(len(span)) if isinstance(span, memoryview) else None
    if layout is None:
        raise FileRefused("a span of a group is not written as spaCy writes it")
    fields = struct.unpack_from(layout[0], span)
    start, end = fields[-2:]
    if not 0 <= start < end <= n_tokens:
        raise FileRefused(f"a span of tokens {start}–{end} does not fit {n_tokens} tokens")
    return start, end, strings[fields[layout[1]]]
