import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.core.file_system import kind_of
from labeling.store.database import write
from labeling.store.leases import WORKER, take_lease
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.backup import back_up
from labeling.workflow.keeping.damage import check_file
from labeling.workflow.keeping.doctor import examine
from tests.operations import message
from tests.small_disk import damage

TEXT = "Rockets hit Camp Taji. " * 40


@pytest.fixture
def project(db, amal, add, db_path):
    add(**{f"d{number}": f"{number} {TEXT}" for number in range(40)})
    take_operations(db, "d1", amal, [message("work.submit")])
    return db_path


def states(path, **more) -> dict[str, str]:
    return {finding.name: finding.state for finding in examine(path, **more)}


def said(path, name: str) -> str:
    return next(f"{finding.said} {finding.to_do}" for finding in examine(path) if finding.name == name)


def test_a_project_in_good_health_has_only_ok_lines(project, db):
    back_up(project)
    take_lease(db, WORKER, "a worker", 10)
    assert set(states(project, full=True).values()) == {"ok"}
    assert "1 operations" in said(project, "tables")


def test_each_thing_that_is_not_as_it_should_be_is_said_with_what_to_do(project, db, monkeypatch):
    assert "sitrep backup" in said(project, "backup")
    assert "sitrep worker" in said(project, "worker")
    take_lease(db, WORKER, "a worker", -60)
    assert "last heard of 70 s ago" in said(project, "worker")
    project.chmod(0o644)
    assert "chmod 600" in said(project, "permissions")
    ahead = datetime.now(UTC) + timedelta(hours=5)
    with write(db):
        db.execute(
            "INSERT INTO operations (op_id, document_id, author_id, kind, payload, group_id, scheme_id, at)"
            " SELECT 'x', document_id, author_id, kind, payload, group_id, scheme_id, ? FROM operations LIMIT 1",
            (ahead.isoformat(timespec="milliseconds").replace("+00:00", "Z"),),
        )
    assert "ahead of this machine's clock" in said(project, "clock")
    monkeypatch.setattr("labeling.workflow.keeping.doctor_machine.kind_of", lambda path: "nfs4")
    assert "network file system (nfs4)" in said(project, "file system")
    assert states(project)["file system"] == "broken"


def test_what_the_log_does_not_know_is_found_when_asked_for(project, db):
    with write(db):
        db.execute("DELETE FROM work")
    assert states(project)["log and tables"] == "ok"
    assert states(project, full=True)["log and tables"] == "broken"


def test_a_damaged_file_is_broken_and_the_command_ends_with_one(project, db):
    db.conn.close()
    runner = CliRunner()
    sound = runner.invoke(sitrep, ["--db", str(project), "doctor"])
    assert sound.exit_code == 0
    assert "integrity" in sound.stdout
    damage(project)
    found = runner.invoke(sitrep, ["--db", str(project), "doctor", "--json"])
    assert found.exit_code == 1
    broken = [finding for finding in json.loads(found.stdout) if finding["state"] == "broken"]
    assert "sitrep restore" in broken[0]["to_do"]
    assert not project.with_name("project.db.damaged").exists()  # the doctor only looks


def test_a_file_that_is_not_there_or_is_none_of_ours_is_said_and_nothing_is_made(tmp_path):
    text = tmp_path / "notes.db"
    text.write_text("not a database, long enough to be read as a header of one by mistake\n" * 30)
    for path in (tmp_path / "none.db", text):
        assert states(path)["database"] == "broken"
    assert os.listdir(tmp_path) == ["notes.db"]


def test_looking_changes_nothing_in_an_older_project(project, db):
    db.execute("PRAGMA user_version=3")
    db.conn.close()
    content = project.read_bytes()
    assert states(project)["tables"] == "look at this"
    assert project.read_bytes() == content


def test_a_later_mount_at_the_same_place_counts():
    mounts = "a / ext4 rw 0 0\nb /data xfs rw 0 0\nc /data nfs rw 0 0\nd /database ext3 rw 0 0"
    assert [kind_of(path, mounts) for path in map(os.path.abspath, ("/data/x", "/database/x", "/x"))] == [
        "nfs",
        "ext3",
        "ext4",
    ]


def test_a_file_emptied_under_the_worker_is_noted_and_a_sound_one_takes_the_note_away(project, db):
    db.conn.close()
    content = project.read_bytes()
    project.write_bytes(b"")
    assert "empty" in check_file(project)
    note = project.with_name("project.db.damaged")
    assert note.exists()
    project.write_bytes(content)
    assert check_file(project) is None
    assert not note.exists()
