"""A spaCy pipeline that was trained from a pack: looked at by spaCy itself before it goes into an export."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from labeling.core.errors import FileRefused

FOLDER = "spacy"  # in the export
PIECE = 4 * 1024 * 1024  # bytes of a file in memory at a time


def checked_pipeline(path: Path) -> dict:
    """What its card tells of a pipeline that loads and that `python -m spacy package` takes; FileRefused for others.

    spaCy runs as a process of its own: it takes the memory of the pipeline, and runs whatever its components need.
    """
    if not (path / "config.cfg").is_file() or not (path / "meta.json").is_file():
        raise FileRefused(
            f"{path} is no spaCy pipeline: it has no config.cfg and meta.json. Name the folder that `spacy train` "
            "wrote, say model-best. Nothing was written."
        )
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "spacy", "package", str(path.resolve()), out, "--build", "none"]
        said = subprocess.run(command, cwd=out, capture_output=True, text=True)
    if said.returncode:
        why = (said.stderr.strip() or said.stdout.strip() or "no reason was given").splitlines()[-1].strip()
        raise FileRefused(f"{path}: `spacy package` does not take this pipeline ({why}). Nothing was written.")
    return _told(json.loads((path / "meta.json").read_text("utf-8")))


def pipeline_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """(name in the export, piece) of every file of the pipeline."""
    for file in sorted(found for found in path.rglob("*") if found.is_file()):
        name = f"{FOLDER}/{file.relative_to(path).as_posix()}"
        with file.open("rb") as content:
            yield name, content.read(PIECE)
            for piece in iter(lambda content=content: content.read(PIECE), b""):
                yield name, piece


def _told(meta: dict) -> dict:
    scores = {name: value for name, value in meta.get("performance", {}).items() if isinstance(value, float)}
    return {
        "name": f"{meta.get('lang', 'xx')}_{meta.get('name', 'pipeline')}",
        "version": meta.get("version", "0.0.0"),
        "spacy": meta.get("spacy_version", ""),
        "components": list(meta.get("pipeline", [])),
        "labels": {name: list(labels) for name, labels in meta.get("labels", {}).items() if labels},
        "scores": scores,
    }
