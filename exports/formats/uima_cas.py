"""What a UIMA CAS holds, whichever way it was written: texts, what marks them, and what refers to what."""

from dataclasses import dataclass, field

from exports.formats.uima_types import Types


@dataclass(frozen=True, slots=True)
class Sofa:
    """One text; `name` is _InitialView where there is only one."""

    name: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Structure:
    """One feature structure. `start` and `end` count UTF-16 units of the text `sofa`; None where it marks nothing.

    `features` holds what else it says, values as strings; `references` names the features that point to others.
    """

    id: str
    type: str
    line: int | None
    sofa: str | None = None
    start: object = None
    end: object = None
    features: dict[str, str] = field(default_factory=dict)
    references: tuple[str, ...] = ()

    @property
    def named(self) -> set[str]:
        """The names of all its features."""
        return {*self.features, *self.references}

    @property
    def is_relation(self) -> bool:
        return {"Governor", "Dependent"} <= self.named


@dataclass(slots=True)
class Cas:
    """`members` maps a text to the ids that are indexed there; only these count."""

    sofas: dict[str, Sofa] = field(default_factory=dict)
    structures: list[Structure] = field(default_factory=list)
    members: dict[str, set[str]] = field(default_factory=dict)
    types: Types = field(default_factory=Types)
