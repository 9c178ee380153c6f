import os
import random
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from labeling.core.backup_file import BackupName, kept
from labeling.core.errors import DatabaseBusy, DatabaseDamaged, FileRefused, NotADatabase, SitrepError
from labeling.store.accounts.sessions import session_author
from labeling.store.database import open_database, write
from labeling.store.leases import WORKER, take_lease
from labeling.workflow.accounts.sign_in import sign_in
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping import backup as backing_up
from labeling.workflow.keeping.backup import back_up, back_up_if_due, backup_folder, backup_warning, backups, remove_old
from labeling.workflow.keeping.restore import restore
from labeling.workflow.keeping.status import check
from tests.operations import message
from tests.small_disk import damage, small_disk

TEXT = "Rockets hit Camp Taji. " * 40


@pytest.fixture
def project(db, amal, add, db_path):
    """A project with twenty documents and a note on each."""
    add(**{f"d{number}": f"{number} {TEXT}" for number in range(20)})
    for number in range(20):
        note(db, amal, number)
    return db_path


def note(db, author, number: int, text: str = "x") -> str:
    operation = message("note.set", text=text)
    take_operations(db, f"d{number % 20}", author, [operation])
    return operation["op_id"]


def op_ids(path) -> set[str]:
    db = open_database(path, create=False)
    found = {row[0] for row in db.execute("SELECT op_id FROM operations")}
    db.conn.close()
    return found


def files(folder) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def grow_older(db, days: float) -> None:
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
    with write(db):
        db.execute("UPDATE documents SET loaded_at = ?", (at.replace("+00:00", "Z"),))


def test_a_backup_made_while_others_write_holds_all_that_was_acknowledged_before(project, db, amal):
    acknowledged, stop = [], threading.Event()

    def annotate():
        mine = open_database(project, create=False)
        number = 0
        while not stop.is_set():
            number += 1
            acknowledged.append(note(mine, amal, number, str(number)))
        mine.conn.close()

    writer = threading.Thread(target=annotate)
    writer.start()
    try:
        while len(acknowledged) < 20:
            pass
        before = set(acknowledged)
        made = back_up(project)
    finally:
        stop.set()
        writer.join()
    assert (made.faults, made.n_documents) == ([], 20)
    copy = project.parent / "elsewhere.db"
    restore(copy, backups(project)[0].path)
    assert before <= op_ids(copy) <= op_ids(project)
    assert len(op_ids(copy)) == made.n_operations


def test_a_backup_is_for_its_owner_alone_and_named_by_time_and_content(project):
    made = back_up(project)
    (backup,) = backups(project)
    assert str(backup.path) == made.path
    assert backing_up.sha256_of_file(backup.path).startswith(backup.name.sha)
    assert abs(datetime.now(UTC) - backup.name.at) < timedelta(minutes=1)
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700


def test_a_backup_goes_where_it_is_told_and_replaces_no_file(project, tmp_path):
    assert back_up(project, tmp_path / "away" / "today.db").path == str(tmp_path / "away" / "today.db")
    assert back_up(project, tmp_path / "away").path.startswith(str(tmp_path / "away" / "project-2"))
    content = (tmp_path / "away" / "today.db").read_bytes()
    with pytest.raises(FileRefused, match="there already"):
        back_up(project, tmp_path / "away" / "today.db")
    with pytest.raises(FileRefused, match="cannot be made"):
        back_up(project, tmp_path / "away" / "today.db" / "deeper")
    assert (tmp_path / "away" / "today.db").read_bytes() == content


def test_on_a_full_disk_a_backup_leaves_nothing_half_done(project):
    with small_disk(40_000), pytest.raises(SitrepError, match="disk"):
        back_up(project)
    assert files(backup_folder(project)) == set()
    assert back_up(project).n_operations == 20


def test_a_damaged_project_gives_no_backup_and_loses_none(project, db):
    first = back_up(project)
    db.conn.close()
    damage(project)
    with pytest.raises(SitrepError):
        back_up(project)
    assert files(backup_folder(project)) == {os.path.basename(first.path)}


def test_a_backup_of_a_project_with_faults_is_kept_and_says_so(project, db):
    with write(db):
        db.execute("DELETE FROM work WHERE document_id = 'd3'")
    grow_older(db, 2)
    made = back_up_if_due(db)
    assert made.faults
    assert "d3" in made.faults[0]
    assert os.path.exists(made.path)


def name_of(days: int, hours: int = 0, daily: bool = True) -> BackupName:
    at = datetime(2026, 3, 29, 12, tzinfo=UTC) - timedelta(days=days, hours=hours)
    return BackupName("project", at, "0a1b2c3d", daily)


def test_seven_daily_and_four_weekly_backups_are_kept():
    every_six_hours = [name_of(days, hours) for days in range(60) for hours in (0, 6)]
    random.Random(3).shuffle(every_six_hours)
    stay = kept(every_six_hours)
    # seven days from Sunday the 29th back to Monday the 23rd, then the Sundays of the three weeks before
    assert sorted(name.at.isoformat()[:13] for name in stay) == [
        "2026-03-08T12", "2026-03-15T12", "2026-03-22T12", "2026-03-23T12", "2026-03-24T12", "2026-03-25T12",
        "2026-03-26T12", "2026-03-27T12", "2026-03-28T12", "2026-03-29T12",
    ]  # fmt: skip
    assert kept(stay) == stay


def test_only_daily_backups_of_this_project_are_ever_removed(project):
    folder = backup_folder(project)
    folder.mkdir()
    others = ["notes.txt", "project-old.db", "other-20200101T120000Z-0a1b2c3d-daily.db", str(name_of(900, daily=False))]
    half = "project-0123456789abcdef.unfinished"
    for name in [*others, half, *(str(name_of(days)) for days in range(60))]:
        (folder / name).touch()
    os.utime(folder / half, (0, 0))
    assert len(remove_old(project)) == 50 + 1
    left = files(folder)
    assert set(others) < left
    assert half not in left
    assert len(left) == len(others) + 10


def test_the_days_backup_is_made_once_and_not_before_the_project_is_a_day_old(project, db):
    assert back_up_if_due(db) is None
    grow_older(db, 1.1)
    made = back_up_if_due(db)
    assert "-daily" in made.path
    assert back_up_if_due(db) is None


def test_a_backup_from_the_future_does_not_stand_in_for_the_days(project, db):
    grow_older(db, 2)
    folder = backup_folder(project)
    folder.mkdir()
    (folder / str(name_of(-400))).touch()
    assert back_up_if_due(db) is not None
    assert back_up_if_due(db) is None


def test_a_lead_is_warned_when_no_backup_is_of_this_week(project, db):
    assert backup_warning(db) is None  # a young project
    grow_older(db, 8)
    assert "There is no backup" in backup_warning(db)
    made = back_up(project)
    assert backup_warning(db) is None
    old = datetime.now(UTC) - timedelta(days=9)
    os.rename(made.path, backup_folder(project) / str(BackupName("project", old, "0a1b2c3d")))
    assert f"{old:%Y-%m-%d}" in backup_warning(db)


def test_a_restored_project_is_the_one_of_the_backup_and_the_present_one_is_kept(project, db, amal):
    token = sign_in(db, "Amal")
    backup = back_up(project)
    newer = note(db, amal, 1)
    db.conn.close()
    would = restore(project, backups(project)[0].path, dry_run=True)
    assert newer in op_ids(project)
    assert files(project.parent) == {"project.db", os.path.basename(backup.path)}
    assert (would.n_operations, would.n_operations_before) == (20, 21)
    done = restore(project, backups(project)[0].path)
    assert done.n_operations == 20
    assert newer not in op_ids(project)
    assert newer in op_ids(done.kept_as)
    found = open_database(project, create=False)
    assert check(found).faults == []
    assert session_author(found, token) is None  # it may have been ended since
    found.conn.close()
    assert stat.S_IMODE(project.stat().st_mode) == 0o600
    assert op_ids(backups(project)[0].path) == op_ids(project)


def test_a_project_in_use_is_not_restored_over(project, db):
    back_up(project)
    (backup,) = backups(project)
    with pytest.raises(DatabaseBusy, match="in use"):  # this test has it open
        restore_in_a_process(project, backup.path)
    take_lease(db, WORKER, "a worker", 10)
    db.conn.close()
    with pytest.raises(DatabaseBusy, match="in use"):
        restore(project, backup.path)
    assert files(project.parent) == {"project.db", backup.path.name}


def restore_in_a_process(project, backup) -> None:
    """In another process: one's own locks are no obstacle to oneself."""
    command = [sys.executable, "-m", "cli", "--db", str(project), "restore", str(backup)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    if done.returncode:
        raise DatabaseBusy(done.stderr)


def test_a_file_that_is_no_sound_backup_is_refused_and_nothing_changes(project, db, tmp_path):
    back_up(project)
    (good,) = backups(project)
    db.conn.close()
    text = tmp_path / "notes.db"
    text.write_text("not a database, long enough to be read as a header of one by mistake\n" * 30)
    cut = tmp_path / "cut.db"
    cut.write_bytes(good.path.read_bytes()[:20_000])
    changed = tmp_path / good.path.name
    changed.write_bytes(good.path.read_bytes())
    damage(changed)
    before = op_ids(project)
    for wrong in (text, cut, changed, tmp_path / "none.db", project):
        with pytest.raises((FileRefused, NotADatabase, DatabaseDamaged)):
            restore(project, wrong)
    with small_disk(40_000), pytest.raises(SitrepError):
        restore(project, good.path)
    assert op_ids(project) == before
    assert not list(tmp_path.glob("*before-restore*")) + list(tmp_path.glob(".*restoring*"))


def test_a_damaged_project_can_be_restored_over_and_is_kept_as_it_is(project, db):
    back_up(project)
    db.conn.close()
    for harm in (lambda: damage(project), lambda: project.write_bytes(b"nothing of a database is left " * 200)):
        harm()
        content = project.read_bytes()
        done = restore(project, backups(project)[0].path)
        assert len(op_ids(project)) == 20
        assert Path(done.kept_as).read_bytes() == content


def test_a_restore_that_fails_at_the_last_step_leaves_one_of_the_two_files(project, db, monkeypatch):
    back_up(project)
    db.conn.close()

    def fails(*_):
        raise OSError("of all things")

    monkeypatch.setattr("labeling.workflow.keeping.restore.os.replace", fails)
    with pytest.raises(OSError, match="of all things"):
        restore(project, backups(project)[0].path)
    assert len(op_ids(project)) == 20
