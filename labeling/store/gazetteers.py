"""Versions of the gazetteer."""

import tomllib
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.store.database import write

DEFAULT_GAZETTEER = Path(__file__).resolve().parents[2] / "seeds" / "gazetteer.toml"


def current_gazetteer(db: Database) -> Gazetteer:
    """The newest gazetteer, or the default. Its labels are those of the scheme it was made for."""
    row = db.execute("SELECT toml FROM gazetteers ORDER BY number DESC LIMIT 1").fetchone()
    return _parsed(row[0] if row else None)


def add_gazetteer(db: Database, gazetteer: Gazetteer) -> None:
    """Make `gazetteer` the current one; adding one that is known makes it the newest again."""
    with write(db):
        db.execute("DELETE FROM gazetteers WHERE id = ?", (gazetteer.id,))
        db.execute("INSERT INTO gazetteers (id, toml, at) VALUES (?, ?, ?)", (gazetteer.id, gazetteer.toml, now()))


@lru_cache(maxsize=4)
def _parsed(toml: str | None) -> Gazetteer:
    where = "the gazetteer in the database" if toml else "seeds/gazetteer.toml"
    toml = toml or DEFAULT_GAZETTEER.read_text("utf-8")
    tables = tomllib.loads(toml)
    labels = {table.get("label") for heading in ("entry", "pattern") for table in tables.get(heading, ())}
    return read_gazetteer(toml, where=where, labels=sorted(filter(None, labels)))
