"""Documents that several people have finished, as plain values: what agreement is measured on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A span as one person marked it; code points, `end` exclusive."""

    start: int
    end: int
    label: str
    quote: str = ""
    attributes: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class CodedLayer:
    """What one person finished. `submitted_at`: ISO 8601; `scheme`, `guideline`: what it was last changed under."""

    coder: str
    marks: tuple[Mark, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    submitted_at: str = ""
    scheme: str = ""
    guideline: str = ""


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """`group`: equal for near-duplicates; `length`: characters of the text; `layers`: two or more, by coder."""

    id: str
    title: str
    group: str
    length: int
    layers: tuple[CodedLayer, ...]
