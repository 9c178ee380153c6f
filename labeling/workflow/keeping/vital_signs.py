"""How the project stands, for whoever watches the machine; cheap enough to be asked every few seconds."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from labeling.store.accounts.sessions import n_sessions
from labeling.store.damage import noted_damage
from labeling.store.documents import n_documents
from labeling.store.jobs import n_jobs_by_state
from labeling.store.leases import WORKER, WORKER_SECONDS, lease_held, seconds_left
from labeling.workflow.keeping.backup import backups


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """Ages are in seconds, None where there is nothing to be old; sizes in bytes; `damage` says what is wrong."""

    n_documents: int
    n_sessions: int
    jobs: dict[str, int]
    has_worker: bool
    worker_age: float | None
    backup_age: float | None
    n_bytes: int
    n_log_bytes: int
    damage: str | None


def vital_signs(db: Database) -> VitalSigns:
    path = Path(db.opened_file[0])
    left = seconds_left(db, WORKER)
    newest = next(iter(backups(path)), None)
    return VitalSigns(
        n_documents=n_documents(db),
        n_sessions=n_sessions(db),
        jobs=n_jobs_by_state(db),
        has_worker=lease_held(db, WORKER),
        worker_age=None if left is None else max(0.0, WORKER_SECONDS - left),
        backup_age=(datetime.now(UTC) - newest.name.at).total_seconds() if newest else None,
        n_bytes=_size(path),
        n_log_bytes=_size(path.with_name(f"{path.name}-wal")),
        damage=noted_damage(path),
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
