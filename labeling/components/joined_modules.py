"""Joins plain .mjs files into one: each in a function of its own, after those it imports; no build step, no bundler."""

import os
import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
IMPORT = re.compile(r'^import \{ (.*?) \} from "(\.{1,2}/(?:\w+/)?\w+\.mjs)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def joined_modules(entry: Path) -> str:
    """The file `entry` with all it imports, from its own folder or one beside it, as one module."""
    order: list[Path] = []
    _visit(entry, order)
    return "\n".join([*map(_wrapped, order[:-1]), _linked(entry)])


def _visit(path: Path, order: list[Path]) -> None:
    for _, imported in IMPORT.findall(path.read_text("utf-8")):
        if (found := _beside(path, imported)) not in order:
            _visit(found, order)
    if path not in order:
        order.append(path)


def _wrapped(path: Path) -> str:
    body = _linked(path)
    exported = ", ".join(found[1] for found in EXPORT.findall(body))
    return (
        f"const {_name(path)} = (() => {{\n{EXPORT.sub(lambda found: found[1], body)}\nreturn {{ {exported} }};\n}})();"
    )


def _linked(path: Path) -> str:
    """The source with what it imports taken from the functions before it."""
    return IMPORT.sub(
        lambda found: f"const {{ {found[1]} }} = {_name(_beside(path, found[2]))};\n", path.read_text("utf-8")
    )


def _beside(path: Path, imported: str) -> Path:
    return Path(os.path.normpath(path.parent / imported))


def _name(path: Path) -> str:
    return "_".join(("module", *path.relative_to(FOLDER).with_suffix("").parts))
