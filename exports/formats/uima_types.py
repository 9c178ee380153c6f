"""The types of a UIMA CAS: which of their features holds the label of a mark."""

from collections.abc import Collection
from dataclasses import dataclass, field

from exports.formats.safe_xml import SEPARATOR, read_xml
from exports.formats.uima_layers import LABEL_FEATURES

STRING = "uima.cas.String"
MOST_ABOVE = 50  # types that a type is made from, one after another


@dataclass(slots=True)
class Types:
    """`strings`: type -> those of its own features that hold strings; `supers`: type -> the one it is made from."""

    strings: dict[str, list[str]] = field(default_factory=dict)
    supers: dict[str, str] = field(default_factory=dict)

    def label_of(self, name: str, found: Collection[str]) -> str | None:
        """The feature that holds the label of a mark of this type with these features; None: the type's name has to do.

        The first of `value`, `label` … that it has; else its first feature of strings, where the types are known.
        """
        named = next((feature for feature in LABEL_FEATURES if feature in found), None)
        return named or next((feature for feature in self._of(name) if feature in found), None)

    def _of(self, name: str) -> list[str]:
        """The features of the type itself, then of those above it that have any."""
        for _ in range(MOST_ABOVE):
            if self.strings.get(name):
                return self.strings[name]
            name = self.supers.get(name, "")
        return []


def read_types(data: bytes, *, where: str) -> Types:
    """The types that a type system in XML describes; FileRefused for what is no XML."""
    types = Types()
    said: dict[str, str] = {}  # the parts of the type or feature that is being read, by name and depth
    features: list[str] = []  # of the type that is being read

    def end(name: str, text: str, depth: int) -> None:
        local = name.rpartition(SEPARATOR)[2]
        if local in ("name", "supertypeName", "rangeTypeName"):
            said[f"{local} {depth}"] = text.strip()
        elif local == "featureDescription":
            if said.pop(f"rangeTypeName {depth + 1}", "") == STRING:
                features.append(said.get(f"name {depth + 1}", ""))
        elif local == "typeDescription":
            described = said.pop(f"name {depth + 1}", "")
            types.strings[described] = features.copy()
            types.supers[described] = said.pop(f"supertypeName {depth + 1}", "")
            features.clear()

    read_xml(data, where=where, start=_nothing, end=end)
    return types


def _nothing(name: str, attributes: dict[str, str], depth: int, line: int) -> None:
    """Elements are read where they end."""
