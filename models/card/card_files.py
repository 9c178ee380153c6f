"""The files of an exported detector: the model, its card twice, and a spaCy pipeline where there is one."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import skops.io
from sqlite_utils import Database

from exports.whole_folder import write_whole_folder, write_whole_zip
from models.card.card import Card, card_of
from models.card.card_spacy import checked_pipeline, pipeline_files
from models.card.card_text import card_text
from models.detecting.artifact import TRUSTED, read_detector
from models.detecting.loaded import FILE, write_head
from models.versions.choice import chosen_version

HEAD = ("version", "trained_at", "sitrep")


def write_model(
    db: Database, out: Path, *, number: int | None = None, pipeline: Path | None = None, force: bool = False
) -> Card:
    """Write version `number` of the detector (None: the one that serves) to a folder, or to `out` that ends in .zip.

    Whole or not at all; returns its card. NoModel without such a version, ModelDamaged where it cannot be read,
    FileRefused where `out` holds other files (without `force`) or `pipeline` is no spaCy pipeline.
    """
    version = chosen_version(db, number)
    read_detector(version)
    card = card_of(db, version)
    if pipeline is not None:
        card["spacy"] = checked_pipeline(pipeline)
    question, threshold = card["question"], card["threshold"]["value"]
    head = {name: question[name] for name in ("positive", "negative")} | {name: card[name] for name in HEAD}
    head |= {"question": question["name"], "threshold": threshold, "trained_on": version.trained_on}
    model = write_head(skops.io.loads(version.artifact, trusted=list(TRUSTED)), head)
    card["files"] = {FILE: {"sha256": hashlib.sha256(model).hexdigest(), "n_bytes": len(model)}}
    files = _files(card, model, out, pipeline)
    if out.suffix.lower() == ".zip":
        write_whole_zip(out, files)
    else:
        write_whole_folder(out, files, force=force)
    return card


def _files(card: Card, model: bytes, out: Path, pipeline: Path | None) -> Iterator[tuple[str, bytes]]:
    yield FILE, model
    yield "card.json", json.dumps(card, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
    yield "card.md", card_text(card, out.stem if out.suffix.lower() == ".zip" else out.name or ".").encode()
    if pipeline is not None:
        yield from pipeline_files(pipeline)
