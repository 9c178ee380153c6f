"""Upgrades: a file of each older step, with what people did in it, becomes today's and says the same."""

import random

import pytest
from sqlite_utils import Database

from labeling.core.errors import NotADatabase
from labeling.core.span import Span
from labeling.store.database import open_database
from labeling.store.migrations import MIGRATIONS
from labeling.store.steps.m001_initial import APPLICATION_ID
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.status import check
from tests.operations import added, message

TEXT = "😀 Rockets hit Camp Taji, killing three soldiers.\r\nلم تتعرض أي من قوات e\u0301 التحالف"
WHAT_PEOPLE_DID = ("operations", "spans", "answers", "work")


@pytest.fixture
def project(db, amal, add, db_path):
    """Amal's marks, changes, undos, answers, notes and finished work in ten documents."""
    add(**{f"d{number}": f"{number} {TEXT}" for number in range(10)})
    chance = random.Random(7)
    for number in range(10):
        text, marks = f"{number} {TEXT}", []
        for _ in range(5):
            start = chance.randrange(len(text) - 10)
            marks.append(added(text, Span(start, start + chance.randint(1, 10), chance.choice(["ACTOR", "BASE"]))))
        changed = message("span.change", span_id=marks[0]["span_id"], label="WEAPON")
        later = [
            message("span.remove", span_id=marks[1]["span_id"]),
            changed,
            message("group.undo", target=changed["group_id"]),
            message("answer.set", question="attack_report", value="yes", reason=None),
            message("note.set", text="=1+1 😀\r\n"),
            message("work.submit"),
        ]
        take_operations(db, f"d{number}", amal, [*marks, *later])
    return db


def as_of_step(project, n_steps: int, path) -> None:
    """Write the project as a Sitrep with that many steps would have it: its tables, and in them what it could hold."""
    old = Database(str(path))
    old.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with old.conn:
        for number, step in enumerate(MIGRATIONS[:n_steps], start=1):
            step(old)
            old.execute(f"PRAGMA user_version={number}")
        for table in ("authors", "schemes", "documents", *WHAT_PEOPLE_DID):
            had = [row[1] for row in old.execute(f"PRAGMA table_info({table})")]
            has = [row[1] for row in project.execute(f"PRAGMA table_info({table})")]
            columns = ", ".join(name for name in had if name in has)
            rows = project.execute(f"SELECT {columns} FROM {table}").fetchall()
            places = ", ".join("?" * len(columns.split(", ")))
            old.conn.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})", rows)
    old.conn.close()


@pytest.mark.parametrize("n_steps", range(1, len(MIGRATIONS) + 1))
def test_a_file_of_each_older_step_becomes_todays_and_holds_what_people_did(project, tmp_path, n_steps):
    path = tmp_path / "old.db"
    as_of_step(project, n_steps, path)
    upgraded = open_database(path)
    assert upgraded.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    report = check(upgraded)
    assert (report.faults, report.n_operations) == ([], 110)
    for table in WHAT_PEOPLE_DID[1:]:
        rows = [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for db in (project, upgraded)]
        assert rows[0] == rows[1], table
    upgraded.conn.close()


def test_a_file_whose_tables_are_not_those_of_its_step_is_left_as_it_is_with_what_to_do(project, tmp_path):
    path = tmp_path / "old.db"
    as_of_step(project, 15, path)
    old = Database(str(path))
    old.execute("DROP TABLE gold_items")
    old.close()
    for _ in range(2):
        with pytest.raises(NotADatabase, match=r"not those of step 15.*no such table: gold_items.*sitrep export jsonl"):
            open_database(path)
