"""Finds the line of a TOML file that a fault is on, because tomllib gives none."""

import re
import tomllib


def line_of(text: str, table: str, number: int, key: str | None = None) -> int | None:
    """The 1-based line of `key` in the `number`-th (from 0) `[[table]]`, or of its header; None if not found.

    >>> line_of('[[label]]\\nname = "A"\\n[[label]]\\nname = "B"\\n', "label", 1, "name")
    4
    """
    seen, header = -1, None
    for line, content in enumerate(text.split("\n"), start=1):
        heading = re.match(r"\s*\[\[?\s*([\w.]+)\s*\]\]?", content)
        if heading and heading[1] == table:
            seen += 1
            if seen == number:
                header = line
        elif heading and header and not heading[1].startswith(table + "."):
            break
        elif header and seen == number and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", content):
            return line
    return header


def with_line_first(error: tomllib.TOMLDecodeError, toml: str) -> str:
    """tomllib says "… (at line 2, column 15)", or "… (at end of document)": put the line where people look for it."""
    found = re.search(r"^(.*) \(at (line \d+), (column \d+)\)$", str(error))
    if found:
        return f"{found[2]}, {found[3]}: {found[1]}."
    last = toml.rstrip("\n").count("\n") + 1
    return f"line {last}: {str(error).removesuffix(' (at end of document)')}."
