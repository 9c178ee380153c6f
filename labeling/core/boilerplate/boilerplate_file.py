"""Reads phrases from their TOML file; a refusal names the line."""

import re
import tomllib

from labeling.core.boilerplate.boilerplate_phrases import MOST_CHARACTERS, Phrases, compiled
from labeling.core.closest import did_you_mean
from labeling.core.errors import FileRefused
from labeling.core.toml_lines import line_of

TABLE = "phrases"
KEYS = {"why", "lines", "after", "most", "at_end"}
WHY_CHARACTERS = 30
MEND = "Mend it; nothing was looked for."


def read_phrases(toml: str, *, where: str) -> list[Phrases]:
    """The [[phrases]] of the file; FileRefused names the file, the line, what was found and expected.

    Tables that differ in their phrases alone (those of other languages) become one, so that a line is compared less.
    """
    try:
        tables = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line \d+", str(error))
        line = found[0] if found else f"line {len(toml.rstrip().splitlines()) or 1}"
        raise FileRefused(f"{where}, {line}: this is not TOML ({error}). {MEND}") from None
    for key in tables:
        if key != TABLE:
            raise FileRefused(f"{where}: found {key!r}; expected [[phrases]] alone.{did_you_mean(key, [TABLE])} {MEND}")
    given = tables.get(TABLE)
    if not isinstance(given, list) or not given or not all(isinstance(table, dict) for table in given):
        raise FileRefused(f"{where}: found no [[phrases]]; expected at least one, with `why` and `lines`. {MEND}")
    lines_by_kind: dict[tuple, tuple[list[str], list[str]]] = {}
    for number, table in enumerate(given):
        _check(table, number, toml, where)
        kind = (table["why"], table.get("most", MOST_CHARACTERS), table.get("at_end", False))
        lines, after = lines_by_kind.setdefault(kind, ([], []))
        lines += table["lines"]
        after += table.get("after", [])
    return [
        compiled(why, lines, after=after, most=most, at_end=at_end)
        for (why, most, at_end), (lines, after) in lines_by_kind.items()
    ]


def _check(table: dict, number: int, toml: str, where: str) -> None:
    def check(fits: bool, key: str, expected: str) -> None:
        if not fits:
            found = f"`{key}` is {repr(table[key])[:60]}" if key in table else f"there is no `{key}`"
            line = line_of(toml, TABLE, number, key)
            place = f"{where}, line {line}" if line else where
            raise FileRefused(f"{place}: {found}; expected {expected}. {MEND}")

    for key in table:
        check(key in KEYS, key, f"one of {', '.join(sorted(KEYS))}")
    why, most = table.get("why"), table.get("most", MOST_CHARACTERS)
    check(isinstance(why, str) and 0 < len(why.strip()) <= WHY_CHARACTERS, "why", "a word or two, say 'cookie note'")
    check(type(most) is int and 1 <= most <= MOST_CHARACTERS, "most", f"a whole number from 1 to {MOST_CHARACTERS}")
    check(type(table.get("at_end", False)) is bool, "at_end", "true or false")
    check("lines" in table, "lines", "a list of phrases, say ['Post a comment', 'Read more: *']")
    for key in ("lines", "after"):
        if key in table:
            check(isinstance(table[key], list) and table[key] != [], key, "a list of phrases")
            wrong = next((line for line in table[key] if not _says_something(line)), None)
            check(wrong is None, key, f"phrases that say more than their wildcards, unlike {wrong!r}")


def _says_something(line: object) -> bool:
    return isinstance(line, str) and bool(re.sub(r"[*#@\s.]", "", line))
