"""Trained models, kept as BLOBs beside the labels they learned from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.errors import DatabaseDamaged
from labeling.store.database import write


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """A trained model. `trained_on` is the fingerprint of its training data; `artifact` is empty in lists."""

    id: int
    kind: str
    artifact: bytes
    metrics: Mapping[str, Any]
    settings: Mapping[str, Any]
    trained_on: str
    trained_at: str


def add_model_version(
    db: Database, *, kind: str, artifact: bytes, metrics: Mapping, settings: Mapping, trained_on: str
) -> int:
    """Store a model and return its number; from then on it is the newest of its kind."""
    sha256 = hashlib.sha256(artifact).hexdigest()
    row = (kind, artifact, sha256, json.dumps(metrics), json.dumps(settings), trained_on, now())
    with write(db):
        return db.execute(
            "INSERT INTO model_versions (kind, artifact, artifact_sha256, metrics, settings, trained_on, trained_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid


def latest_model(db: Database, kind: str) -> ModelVersion | None:
    """The newest model of this kind with its artifact, or None; DatabaseDamaged if its bytes changed."""
    row = db.execute(
        "SELECT id, kind, artifact, metrics, settings, trained_on, trained_at, artifact_sha256"
        " FROM model_versions WHERE kind = ? ORDER BY id DESC LIMIT 1",
        (kind,),
    ).fetchone()
    if row is None:
        return None
    *version, sha256 = row
    if hashlib.sha256(version[2]).hexdigest() != sha256:
        raise DatabaseDamaged(f"The stored model {version[0]} is damaged. Train again to replace it.")
    return _version(version)


def model_versions(db: Database, kind: str) -> list[ModelVersion]:
    """All versions of this kind, newest first, without their artifacts."""
    rows = db.execute(
        "SELECT id, kind, x'', metrics, settings, trained_on, trained_at FROM model_versions"
        " WHERE kind = ? ORDER BY id DESC",
        (kind,),
    )
    return [_version(row) for row in rows]


def _version(row: tuple | list) -> ModelVersion:
    number, kind, artifact, metrics, settings, trained_on, trained_at = row
    return ModelVersion(number, kind, artifact, json.loads(metrics), json.loads(settings), trained_on, trained_at)


def newest_threshold(db: Database, kind: str = "detector") -> float:
    """The score from which the newest model says the positive value; .5 where there is none."""
    row = db.execute("SELECT metrics FROM model_versions WHERE kind = ? ORDER BY id DESC LIMIT 1", (kind,)).fetchone()
    return float(json.loads(row[0]).get("threshold", 0.5)) if row else 0.5


def newest_summary(db: Database, kind: str) -> dict | None:
    """Number, time and plain figures of the newest model, or None."""
    row = db.execute(
        "SELECT id, trained_at, metrics FROM model_versions WHERE kind = ? ORDER BY id DESC LIMIT 1", (kind,)
    ).fetchone()
    if row is None:
        return None
    plain = {name: value for name, value in json.loads(row[2]).items() if not isinstance(value, list)}
    return {"version": row[0], "trained_at": row[1]} | plain
