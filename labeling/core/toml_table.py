"""A table of a TOML file that knows its line, for readers whose refusals name it."""

import tomllib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from labeling.core.closest import did_you_mean
from labeling.core.errors import SitrepError
from labeling.core.toml_lines import line_of, with_line_first


@dataclass(frozen=True, slots=True)
class Table:
    """`values` under the `number`-th (from 0) [[heading]] of a file; heading None: the whole file."""

    values: dict[str, Any]
    toml: str
    where: str
    error: type[SitrepError]
    heading: str | None = None
    number: int = 0
    counted: Counter[str] = field(default_factory=Counter)  # heading -> how many of it were read so far

    def fault(self, key: str | None, what: str) -> SitrepError:
        """The refusal to raise; its message begins with the file and, where it is found, the line of `key`."""
        line = line_of(self.toml, self.heading, self.number, key) if self.heading else None
        return self.error(f"{self.where}, line {line}: {what}" if line else f"{self.where}: {what}")

    def check_keys(self, known: Collection[str]) -> None:
        for key in self.values:
            if key not in known:
                raise self.fault(key, f"unknown key {key[:40]!r}.{did_you_mean(key[:40], known)}")

    def tables(self, key: str) -> list["Table"]:
        """The [[tables]] under this key, none where it is not there."""
        found = self.values.get(key, [])
        heading = f"{self.heading}.{key}" if self.heading else key
        if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
            raise self.fault(key, f"`{key}` is no list of tables. Write [[{heading}]] above each.")
        tables = []
        for values in found:
            number = self.counted[heading]
            self.counted[heading] += 1
            tables.append(Table(values, self.toml, self.where, self.error, heading, number, self.counted))
        return tables

    def string(self, key: str, default: str = "") -> str:
        return self._typed(key, default, str, "text in quotes")

    def flag(self, key: str) -> bool:
        return self._typed(key, False, bool, "true or false")

    def strings(self, key: str) -> tuple[str, ...]:
        """The list of strings under this key, each with something to see in it."""
        found = self._typed(key, [], list, "a list of texts in quotes")
        for one in found:
            if not isinstance(one, str) or not one.strip():
                raise self.fault(key, f"`{key}` holds {_shown(one)}; expected texts with a visible character.")
        return tuple(found)

    def _typed(self, key: str, default: Any, kind: type, expected: str) -> Any:
        value = self.values.get(key, default)
        if type(value) is not kind:
            raise self.fault(key, f"`{key}` is {_shown(value)}; expected {expected}.")
        return value


def read_toml(toml: str, *, where: str, error: type[SitrepError]) -> Table:
    """The whole file; raises `error` with file and line for what is no TOML."""
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as fault:
        raise error(f"{where}, {with_line_first(fault, toml)} This is not TOML; mend that line.") from None
    except (ValueError, RecursionError):  # Python's own limits on digits and depth, which TOML does not have
        raise error(f"{where}: a number of thousands of digits, or lists hundreds deep. Remove them.") from None
    return Table(values, toml, where, error)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
