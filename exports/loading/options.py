"""How files are to be loaded: what `sitrep load` and the Load page let people choose."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Options:
    """`annotator`: whose marks flat JSONL holds; `format`: a key of FORMATS for every file, None: each says its own.

    `mapping` leads from labels of the files to those of the scheme; spans of a label in `drop` are left out;
    `add_labels` takes unknown labels into the scheme; `partial` loads good records and leaves bad ones out.
    """

    annotator: str | None = None
    format: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    add_labels: bool = False
    partial: bool = False

    def words(self) -> list[str]:
        """The same as words of a command line."""
        named = [("--annotator", self.annotator), ("--format", self.format)]
        words = [word for option, value in named if value for word in (option, value)]
        words += [word for old, new in self.mapping.items() for word in ("--map", f"{old}={new}")]
        words += [word for label in self.drop for word in ("--drop", label)]
        return words + ["--add-labels"] * self.add_labels + ["--partial"] * self.partial
