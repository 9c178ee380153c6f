"""Gold items inside rounds; people who were removed from a round."""

from sqlite_utils import Database


def m016_rounds(db: Database) -> None:
    db.execute("ALTER TABLE gold_items ADD COLUMN round_id INTEGER REFERENCES rounds (id)")
    db.execute("ALTER TABLE gold_items ADD COLUMN n_coders INTEGER NOT NULL DEFAULT 1 CHECK (n_coders > 0)")
    db.execute("ALTER TABLE gold_items ADD COLUMN released_at TEXT")
    db.execute("CREATE INDEX gold_items_by_round ON gold_items (round_id)")
    db.execute("ALTER TABLE round_people ADD COLUMN left_at TEXT")
