import logging
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from labeling.core.errors import DatabaseDamaged
from labeling.store.database import open_database, write
from labeling.store.leases import lease_held
from labeling.workflow.keeping.backup import back_up, backups
from models.keeping import Keeper
from models.process import LEASE
from models.worker import run
from tests.small_disk import damage

TEXT = "Rockets hit Camp Taji. " * 40


@pytest.fixture
def project(db, amal, add, db_path, monkeypatch):
    add(**{f"d{number}": f"{number} {TEXT}" for number in range(40)})
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "Amal")
    return db_path


def grow_older(db, days: int) -> None:
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with write(db):
        db.execute("UPDATE documents SET loaded_at = ?", (at,))


def shown() -> AppTest:
    def script():
        from labeling.pages.frame import warn

        warn()

    page = AppTest.from_function(script, default_timeout=30).run()
    assert not page.exception
    return page


def test_the_worker_makes_the_days_backup_and_the_warning_goes(project, db):
    assert not shown().sidebar.warning  # a young project
    grow_older(db, 9)
    assert "sitrep backup" in shown().sidebar.warning[0].value.replace("\\", "")
    run(project, once=True)
    (made,) = backups(project)
    assert made.name.daily
    assert not shown().sidebar.warning


def test_who_does_not_lead_is_not_troubled_with_backups(project, db):
    grow_older(db, 9)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    assert not shown().sidebar.warning


def test_the_worker_finds_damage_and_every_page_says_so(project, db, monkeypatch, caplog):
    back_up(project)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    keeper, checked = Keeper(), open_database(project)
    assert keeper.check(checked) is False  # not an hour yet
    damage(project)
    keeper.next_check = 0.0
    with pytest.raises(DatabaseDamaged):
        keeper.check(checked)
    checked.conn.close()
    with pytest.raises(DatabaseDamaged), write(db):
        pass
    assert "damaged" in shown().error[0].value


def test_a_worker_whose_database_is_found_damaged_ends(project, db, monkeypatch, caplog):
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    monkeypatch.setattr("models.keeping.HOUR", 0.0)
    monkeypatch.setattr("models.keeping.check_file", lambda path: "Page 7 is never used.")
    with caplog.at_level(logging.ERROR):
        run(project, once=True)
    assert "the worker ends" in caplog.text
    assert not lease_held(db, LEASE)
