"""What a document of GATE holds, whichever way it was written."""

from dataclasses import dataclass, field

Value = str | int


@dataclass(slots=True)
class GateMark:
    """One annotation; `start` and `end` count in the unit of its document. `n_odd` features are no single value."""

    type: object
    start: object
    end: object
    features: dict[str, Value] = field(default_factory=dict)
    n_odd: int = 0
    line: int | None = None


@dataclass(slots=True)
class GateDocument:
    """`sets` maps the name of an annotation set, "" for the default one, to its marks; `unit` is one of UNITS.

    `is_renumbered`: nodes of XML stand elsewhere than their numbers say.
    """

    text: str = ""
    unit: str = "codepoint"
    name: str = ""
    features: dict[str, Value] = field(default_factory=dict)
    sets: dict[str, list[GateMark]] = field(default_factory=dict)
    n_odd: int = 0
    n_relations: int = 0
    is_renumbered: bool = False
