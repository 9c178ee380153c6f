"""Reads a gazetteer from its TOML file; a refusal names the line."""

import hashlib
import tomllib
from collections.abc import Iterable, Sequence

from labeling.core.closest import did_you_mean
from labeling.core.errors import GazetteerError
from labeling.core.gazetteer import Entry, Gazetteer, Pattern
from labeling.core.toml_lines import line_of, with_line_first
from labeling.core.words import key_of

ENTRY_KEYS = {"name", "label", "aliases", "country", "latitude", "longitude"}
PATTERN_KEYS = {"label", "heads", "modifiers", "bare", "names"}


def read_gazetteer(toml: str, *, where: str, labels: Sequence[str]) -> Gazetteer:
    """Read a gazetteer for a scheme with these labels; GazetteerError names file, line, what was found, what to do."""
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise GazetteerError(f"{where}: {with_line_first(error, toml)} This is not TOML; mend that line.") from None
    file = _File(toml, where, labels)
    file.check_keys(tables, {"entry", "pattern", "not_names"}, None, 0)
    entries = tuple(_entry(table, number, file) for number, table in enumerate(file.tables(tables, "entry")))
    _check_aliases(entries, file)
    return Gazetteer(
        id=hashlib.sha256(toml.encode()).hexdigest()[:16],
        toml=toml,
        entries=entries,
        patterns=tuple(_pattern(table, n, file) for n, table in enumerate(file.tables(tables, "pattern"))),
        not_names=file.phrases(tables, "not_names", None, 0),
    )


class _File:
    """The file being read: knows where faults are."""

    def __init__(self, toml: str, where: str, labels: Sequence[str]) -> None:
        self.toml, self.where, self.labels = toml, where, labels

    def fault(self, heading: str | None, number: int, key: str | None, what: str) -> GazetteerError:
        line = line_of(self.toml, heading, number, key) if heading else None
        return GazetteerError(f"{self.where}, line {line}: {what}" if line else f"{self.where}: {what}")

    def tables(self, tables: dict, heading: str) -> list[dict]:
        found = tables.get(heading, [])
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise self.fault(None, 0, None, f"`{heading}` is no list of tables. Write [[{heading}]] above each.")
        return found

    def check_keys(self, table: dict, known: set[str], heading: str | None, number: int) -> None:
        for key in table:
            if key not in known:
                raise self.fault(heading, number, key, f"unknown key {key!r}.{did_you_mean(key, known)}")

    def label(self, table: dict, heading: str, number: int) -> str:
        label = table.get("label")
        if label not in self.labels:
            hint = did_you_mean(label, self.labels) if isinstance(label, str) else ""
            listed = ", ".join(self.labels)
            raise self.fault(heading, number, "label", f"the scheme has no label {label!r}.{hint} It has {listed}.")
        return label

    def phrases(self, table: dict, key: str, heading: str | None, number: int) -> tuple[str, ...]:
        found = table.get(key, [])
        if not isinstance(found, list):
            raise self.fault(heading, number, key, f"{key} is {found!r}; expected a list of phrases.")
        for phrase in found:
            if not isinstance(phrase, str) or not key_of(phrase):
                raise self.fault(
                    heading, number, key, f"{key} holds {phrase!r}; a phrase has at least one visible character."
                )
        return tuple(found)

    def degrees(self, table: dict, key: str, most: int, number: int) -> float | None:
        value = table.get(key)
        if value is not None and (type(value) not in (int, float) or not -most <= value <= most):
            raise self.fault("entry", number, key, f"{key} is {value!r}; expected degrees from {-most} to {most}.")
        return value


def _entry(table: dict, number: int, file: _File) -> Entry:
    file.check_keys(table, ENTRY_KEYS, "entry", number)
    if "name" not in table:
        raise file.fault("entry", number, None, "an entry without `name`. Add it.")
    (name,) = file.phrases({"name": [table["name"]]}, "name", "entry", number)
    return Entry(
        name=name,
        label=file.label(table, "entry", number),
        aliases=file.phrases(table, "aliases", "entry", number),
        latitude=file.degrees(table, "latitude", 90, number),
        longitude=file.degrees(table, "longitude", 180, number),
    )


def _pattern(table: dict, number: int, file: _File) -> Pattern:
    file.check_keys(table, PATTERN_KEYS, "pattern", number)
    lists = {key: file.phrases(table, key, "pattern", number) for key in ("heads", "modifiers", "bare")}
    if not (lists["heads"] or lists["bare"]):
        raise file.fault("pattern", number, None, "a pattern without `heads` finds nothing. Add some.")
    return Pattern(label=file.label(table, "pattern", number), names=table.get("names") is True, **lists)


def _check_aliases(entries: Iterable[Entry], file: _File) -> None:
    owners: dict[str, Entry] = {}
    for number, entry in enumerate(entries):
        for name in (entry.name, *entry.aliases):
            owner = owners.setdefault(key_of(name), entry)
            if owner.label != entry.label:
                key = "name" if name == entry.name else "aliases"
                raise file.fault(
                    "entry", number, key,
                    f"{name!r} is a name of {owner.name} ({owner.label}) already and cannot be {entry.label} too. "
                    "Remove one of them.",
                )  # fmt: skip
