"""Writes the rows of FORMATS into the table of docs/formats.md. `make docs` runs it; a test compares."""

import re
from pathlib import Path

from exports.formats import FORMATS

TARGET = Path(__file__).resolve().parent / "formats.md"
HEAD = "| Format | Suffix | Read | Written | Carries | Loses |\n|---|---|---|---|---|---|\n"


def row(key: str) -> str:
    format = FORMATS[key]
    read, written = ("yes" if there else "no" for there in (format.read, format.is_written))
    return (
        f"| `{key}` {format.name} | `{format.suffixes[0]}` | {read} | {written} | {format.carries} | {format.loses} |"
    )


def page(text: str) -> str:
    """The page with its table written anew; a row that begins with no key of FORMATS (the spaCy pack) stays."""
    before, _, after = text.partition(HEAD)
    kept = re.sub(r"\A(\| `.*\n)*", "", after)
    return before + HEAD + "".join(f"{row(key)}\n" for key in FORMATS) + kept


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text("utf-8")), encoding="utf-8")
