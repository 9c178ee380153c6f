"""What the doctor sees of the project's file: is it sound, is a worker at work, does the clock go right?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from labeling.core.errors import NotADatabase
from labeling.store.damage import noted_damage
from labeling.store.database import check_kind
from labeling.store.keeping.copies import tables_of
from labeling.store.keeping.health import journal_mode, n_operations, newest_operation_at, quick_check
from labeling.store.leases import WORKER, WORKER_SECONDS, seconds_left
from labeling.store.library_errors import RESTORE
from labeling.store.migrations import MIGRATIONS
from labeling.workflow.keeping.finding import BROKEN, LOOK, OK, Finding
from labeling.workflow.keeping.status import check

AHEAD = timedelta(minutes=2)  # by which clocks differ without harm


def content_findings(path: Path, db: Database, *, full: bool) -> Iterator[Finding]:
    """db: a connection that reads; errors of the library are the caller's."""
    try:
        check_kind(db, path)
    except NotADatabase as refusal:
        yield Finding("database", BROKEN, str(refusal), "Name the project with --db or SITREP_DB.")
        return
    integrity = _integrity(path, db)
    yield integrity
    if integrity.state == BROKEN:
        return
    n = tables_of(db)
    if n != len(MIGRATIONS):
        said = f"The tables are of another Sitrep (step {n} of {len(MIGRATIONS)})."
        yield Finding("tables", LOOK, said, "Back up, then open the project with this version: `sitrep status`.")
        return
    yield Finding("tables", OK, f"{n_operations(db):,} operations; journal mode {journal_mode(db)}.")
    yield _clock(db)
    yield _worker(db)
    yield _projection(db, full)


def _integrity(path: Path, db: Database) -> Finding:
    faults = quick_check(db)
    if noted := noted_damage(path):
        faults = [*faults, f"The worker found it damaged: {noted}"]
    if faults:
        return Finding("integrity", BROKEN, " ".join(faults[:3]), RESTORE)
    return Finding("integrity", OK, "SQLite's quick check finds nothing wrong.")


def _clock(db: Database) -> Finding:
    newest = newest_operation_at(db)
    if newest is None:
        return Finding("clock", OK, "Nothing was saved yet to compare it with.")
    ahead = datetime.fromisoformat(newest) - datetime.now(UTC)
    if ahead > AHEAD:
        said = f"The newest operation is {ahead} ahead of this machine's clock: it was set back, or was wrong before."
        return Finding("clock", LOOK, said, "Set the clock. Nothing is lost: the order of saves is kept.")
    return Finding("clock", OK, "It is not behind the newest operation.")


def _worker(db: Database) -> Finding:
    left = seconds_left(db, WORKER)
    if left is None:
        return Finding("worker", LOOK, "None is at work.", "It runs beside the app: start Sitrep, or `sitrep worker`.")
    age = WORKER_SECONDS - left
    if left < 0:
        said = f"It was last heard of {age:,.0f} s ago."
        return Finding("worker", LOOK, said, "Restart Sitrep, or run `sitrep worker`, and read what it says.")
    return Finding("worker", OK, f"At work; last heard of {max(age, 0):.0f} s ago.")


def _projection(db: Database, full: bool) -> Finding:
    if not full:
        return Finding("log and tables", OK, "Not compared; `sitrep doctor --full` or `sitrep check` does.")
    report = check(db)
    if report.faults:
        said = f"{len(report.faults):,} faults, first: {report.faults[0]}"
        return Finding("log and tables", BROKEN, said, "Run `sitrep check`; it says which, and what mends them.")
    return Finding("log and tables", OK, f"{report.n_operations:,} operations add up to what the tables say.")
