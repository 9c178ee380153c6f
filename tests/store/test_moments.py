"""The order of a fold: by time, and in a log from before that was the rule, the order it had."""

from labeling.store.database import open_database, write
from labeling.store.migrations import MIGRATIONS
from labeling.store.operations import operations_of

TIMES = ["12:00:00.005", "12:00:00.005", "12:00:00.001", "12:00:00.006", "12:00:00.009"]


def test_a_log_from_before_keeps_its_order_though_its_clock_stood_still_or_went_back(tmp_path, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[:4])
        old = open_database(tmp_path / "old.db")
        with write(old):
            old.execute("INSERT INTO documents (id, text, sha256, loaded_at) VALUES ('d', 'x', 'x', '')")
            old.execute("INSERT INTO authors (name, kind, created_at) VALUES ('Amal', 'person', '')")
            old.execute("INSERT INTO schemes (id, toml, at) VALUES ('s', '', '')")
            for number, time in enumerate(TIMES):
                old.execute(
                    "INSERT INTO operations (op_id, document_id, author_id, kind, payload, scheme_id, at)"
                    " VALUES (?, 'd', 1, 'note.set', '{}', 's', ?)",
                    (f"o{9 - number}", f"2026-03-01T{time}Z"),
                )
        old.conn.close()
    db = open_database(tmp_path / "old.db")
    found = operations_of(db, "d", 1)
    assert [one.seq for one in found] == [1, 2, 3, 4, 5]
    assert [one.at[-5:] for one in found] == [".005Z", ".006Z", ".007Z", ".008Z", ".009Z"]
    assert db.execute("SELECT count(*) FROM moments").fetchone() == (3,)
    db.conn.close()
