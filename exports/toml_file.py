"""A short file that comes from outside, as TOML or Markdown: its text, or a refusal that names file and line."""

from pathlib import Path

from exports.formats.decoding import decode
from exports.formats.reading import printable
from labeling.core.errors import FileRefused

MOST_BYTES = 10_000_000


def toml_of(path: Path) -> tuple[str, str]:
    """(text, name for messages) of this file; FileRefused for what is too large or not UTF-8."""
    file = printable(str(path))
    with path.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FileRefused(f"{file}: more than {MOST_BYTES:,} bytes. A file like this one is short.")
    return decode(data, file=file), file
