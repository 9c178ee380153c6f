"""The first lines of WebAnno TSV 3, which say what the columns are."""

from dataclasses import dataclass

from exports.formats.uima_layers import is_linguistic, label_feature
from labeling.core.errors import FileRefused

FORMAT = "#FORMAT=WebAnno TSV 3"
KINDS = {"#T_SP=": "span", "#T_CH=": "chain", "#T_RL=": "relation"}
SLOT = "ROLE_"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: `first` is its first column, `n_columns` how many it has, `label` the one with the label.

    `kind` is span, chain or relation; `slots` are the columns with the roles of slots.
    """

    name: str
    kind: str
    first: int
    n_columns: int
    label: int
    slots: tuple[int, ...] = ()

    @property
    def is_linguistic(self) -> bool:
        return is_linguistic(self.name)


def read_header(lines: list[str], *, file: str) -> list[Layer]:
    """The layers in the order of their columns; FileRefused for another format."""
    if not lines or not lines[0].startswith(FORMAT):
        found = lines[0][:40] if lines else ""
        raise FileRefused(f"{file}, line 1: found {found!r}; expected {FORMAT}.x. Export WebAnno TSV 3 from INCEpTION.")
    layers, first = [], 0
    for line in lines[1:]:
        kind = KINDS.get(line[:6])
        if kind is None:
            if line.strip():
                break
            continue
        name, *features = line[6:].split("|")
        layer = _layer(name, kind, first, features)
        layers.append(layer)
        first += layer.n_columns
    return layers


def _layer(name: str, kind: str, first: int, features: list[str]) -> Layer:
    """A feature without a name is the column of a layer that has none."""
    slots = [at for at, feature in enumerate(features) if feature.startswith(SLOT)]
    of_slots = {at for slot in slots for at in (slot, slot + 1)}  # the role, then the type of what fills it
    plain = {feature: at for at, feature in enumerate(features) if feature and at not in of_slots}
    label = plain.get(label_feature(plain) or "", 0)
    if kind == "chain":
        label = plain.get("referenceType", 0)
    return Layer(name, kind, first, max(1, len(features)), first + label, tuple(first + slot for slot in slots))
