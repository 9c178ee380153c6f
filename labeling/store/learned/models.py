"""Trained models, kept as BLOBs beside the labels they learned from."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.errors import ModelDamaged
from labeling.store.database import write
from labeling.store.learned.out_of_fold import OutOfFold, add_out_of_fold
from labeling.store.serving import record_serving, serving


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
    db: Database,
    *,
    kind: str,
    artifact: bytes,
    metrics: Mapping,
    settings: Mapping,
    trained_on: str,
    out_of_fold: Iterable[OutOfFold] = (),
    serves: bool = True,
    why: str = "",
) -> int:
    """Store a model and return its number; where it `serves`, then from now on, with the choice of recall as it was."""
    sha256 = hashlib.sha256(artifact).hexdigest()
    row = (kind, artifact, sha256, json.dumps(metrics), json.dumps(settings), trained_on, now())
    with write(db):
        model_id = db.execute(
            "INSERT INTO model_versions (kind, artifact, artifact_sha256, metrics, settings, trained_on, trained_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        add_out_of_fold(db, model_id, out_of_fold)
        if serves:
            last = serving(db, kind)
            record_serving(db, kind, model_id, recall=last.recall if last else None, why=why)
    return model_id


def model_version(db: Database, model_id: int) -> ModelVersion | None:
    """One version with its artifact, or None; ModelDamaged if its bytes changed."""
    row = db.execute(
        "SELECT id, kind, artifact, metrics, settings, trained_on, trained_at, artifact_sha256"
        " FROM model_versions WHERE id = ?",
        (model_id,),
    ).fetchone()
    if row is None:
        return None
    *version, sha256 = row
    if hashlib.sha256(version[2]).hexdigest() != sha256:
        kind = version[1]
        raise ModelDamaged(
            f"The stored model {version[0]} is damaged. Train again to replace it (`sitrep train {kind}`), or let "
            f"another version serve (`sitrep versions --kind {kind} --use NUMBER`)."
        )
    return _version(version)


def latest_model(db: Database, kind: str) -> ModelVersion | None:
    """The newest model of this kind, whether it serves or not, or None; ModelDamaged if its bytes changed."""
    row = db.execute("SELECT max(id) FROM model_versions WHERE kind = ?", (kind,)).fetchone()
    return model_version(db, row[0])


def serving_model(db: Database, kind: str) -> ModelVersion | None:
    """The model that serves, or None; ModelDamaged if its bytes changed."""
    now_serving = serving(db, kind)
    return model_version(db, now_serving.model_id) if now_serving else None


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


def serving_threshold(db: Database, kind: str = "detector") -> float:
    """The score from which the model that serves says the positive value; .5 where there is none."""
    now_serving = serving(db, kind)
    summary = _summary(db, now_serving.model_id) if now_serving else {}
    return threshold_for(summary, now_serving.recall) if summary else 0.5


def threshold_for(metrics: Mapping[str, Any], recall: float | None) -> float:
    """The score from which a version finds this share of the reports, or, without one, has the best F1."""
    for offer in metrics.get("offers", ()):
        if offer["recall"] == recall:
            return float(offer["threshold"])
    return float(metrics.get("threshold", 0.5))


def metrics_of(db: Database, model_id: int) -> dict:
    """The figures of one version, whatever became of its artifact; empty where there is no such version."""
    return _summary(db, model_id)


def newest_summary(db: Database, kind: str) -> dict | None:
    """Number, time and plain figures of the newest model, whether it serves or not, or None."""
    row = db.execute("SELECT max(id) FROM model_versions WHERE kind = ?", (kind,)).fetchone()
    return _plain(_summary(db, row[0]))


def newest_settings(db: Database, kind: str) -> dict:
    """What the newest model was trained with; empty where there is none."""
    row = db.execute("SELECT settings FROM model_versions WHERE kind = ? ORDER BY id DESC LIMIT 1", (kind,)).fetchone()
    return json.loads(row[0]) if row else {}


def serving_summary(db: Database, kind: str) -> dict | None:
    """The same of the model that serves."""
    now_serving = serving(db, kind)
    return _plain(_summary(db, now_serving.model_id)) if now_serving else None


def _summary(db: Database, model_id: int | None) -> dict:
    row = db.execute("SELECT id, trained_at, metrics FROM model_versions WHERE id = ?", (model_id,)).fetchone()
    return {"version": row[0], "trained_at": row[1]} | json.loads(row[2]) if row else {}


def _plain(summary: dict) -> dict | None:
    return {name: value for name, value in summary.items() if not isinstance(value, list | dict)} or None
