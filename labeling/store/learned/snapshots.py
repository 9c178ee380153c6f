"""What versions got on the locked test slice, dated: a record that only grows, for each look at it costs honesty."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`metrics` of version `model_id` on the locked slice as it was answered at `at`."""

    model_id: int
    metrics: Mapping[str, Any]
    at: str


def add_snapshot(db: Database, model_id: int, metrics: Mapping[str, Any]) -> None:
    with write(db):
        db.execute(
            "INSERT INTO snapshots (model_id, metrics, at) VALUES (?, ?, ?)", (model_id, json.dumps(metrics), now())
        )


def snapshots(db: Database) -> list[Snapshot]:
    """Newest first."""
    rows = db.execute("SELECT model_id, metrics, at FROM snapshots ORDER BY number DESC")
    return [Snapshot(model_id, json.loads(metrics), at) for model_id, metrics, at in rows]
