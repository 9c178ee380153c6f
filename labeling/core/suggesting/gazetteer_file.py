"""Reads a gazetteer from its TOML file; a refusal names the line."""

import hashlib
from collections.abc import Sequence

from labeling.core.closest import did_you_mean
from labeling.core.errors import GazetteerError
from labeling.core.suggesting.gazetteer import Entry, Gazetteer, Pattern
from labeling.core.toml_table import Table, read_toml
from labeling.core.words import key_of

ENTRY_KEYS = {"name", "label", "aliases", "country", "latitude", "longitude"}
PATTERN_KEYS = {"label", "heads", "modifiers", "bare", "names", "owners"}


def read_gazetteer(toml: str, *, where: str, labels: Sequence[str]) -> Gazetteer:
    """Read a gazetteer for a scheme with these labels; GazetteerError names file, line, what was found, what to do."""
    file = read_toml(toml, where=where, error=GazetteerError)
    file.check_keys({"entry", "pattern", "not_names"})
    tables = file.tables("entry")
    entries = tuple(_entry(table, labels) for table in tables)
    _check_aliases(tables, entries)
    return Gazetteer(
        id=hashlib.sha256(toml.encode()).hexdigest()[:16],
        toml=toml,
        entries=entries,
        patterns=tuple(_pattern(table, labels) for table in file.tables("pattern")),
        not_names=_phrases(file, "not_names"),
    )


def _entry(table: Table, labels: Sequence[str]) -> Entry:
    table.check_keys(ENTRY_KEYS)
    if "name" not in table.values:
        raise table.fault(None, "an entry without `name`. Add it.")
    return Entry(
        name=_phrase(table.values["name"], table, "name"),
        label=_label(table, labels),
        aliases=_phrases(table, "aliases"),
        latitude=_degrees(table, "latitude", 90),
        longitude=_degrees(table, "longitude", 180),
    )


def _pattern(table: Table, labels: Sequence[str]) -> Pattern:
    table.check_keys(PATTERN_KEYS)
    lists = {key: _phrases(table, key) for key in ("heads", "modifiers", "bare")}
    if not (lists["heads"] or lists["bare"]):
        raise table.fault(None, "a pattern without `heads` finds nothing. Add some.")
    return Pattern(label=_label(table, labels), names=table.flag("names"), owners=table.flag("owners"), **lists)


def _label(table: Table, labels: Sequence[str]) -> str:
    label = table.values.get("label")
    if label not in labels:
        hint = did_you_mean(label, labels) if isinstance(label, str) else ""
        raise table.fault("label", f"the scheme has no label {repr(label)[:60]}.{hint} It has {', '.join(labels)}.")
    return label


def _phrases(table: Table, key: str) -> tuple[str, ...]:
    found = table.values.get(key, [])
    if not isinstance(found, list):
        raise table.fault(key, f"{key} is {repr(found)[:60]}; expected a list of phrases.")
    return tuple(_phrase(phrase, table, key) for phrase in found)


def _phrase(phrase: object, table: Table, key: str) -> str:
    if not isinstance(phrase, str) or not key_of(phrase):
        raise table.fault(key, f"{key} holds {repr(phrase)[:60]}; a phrase has at least one visible character.")
    return phrase


def _degrees(table: Table, key: str, most: int) -> float | None:
    value = table.values.get(key)
    if value is not None and (type(value) not in (int, float) or not -most <= value <= most):
        raise table.fault(key, f"{key} is {repr(value)[:60]}; expected degrees from {-most} to {most}.")
    return value


def _check_aliases(tables: Sequence[Table], entries: Sequence[Entry]) -> None:
    owners: dict[str, Entry] = {}
    for table, entry in zip(tables, entries, strict=True):
        for name in (entry.name, *entry.aliases):
            owner = owners.setdefault(key_of(name), entry)
            if owner.label != entry.label:
                raise table.fault(
                    "name" if name == entry.name else "aliases",
                    f"{name!r} is a name of {owner.name} ({owner.label}) already and cannot be {entry.label} too. "
                    "Remove one of them.",
                )
