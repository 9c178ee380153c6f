"""Versions of the guidelines, and who looked at which document again under which."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.guidance.guideline import GuidelineVersion, Topic, of_scheme
from labeling.core.scheme import Scheme
from labeling.store.database import write
from labeling.store.schemes import default_scheme, read_only_scheme

DEFAULT_GUIDELINES = Path(__file__).resolve().parents[2] / "seeds" / "guidelines.md"
COLUMNS = "guidelines.number, guidelines.id, text, name, note, touched, at"
VERSIONS = f"SELECT {COLUMNS} FROM guidelines LEFT JOIN authors ON authors.id = author_id"


def current_guideline(db: Database) -> GuidelineVersion:
    """The newest version; a project without one gets the first, made from its scheme."""
    found = newest_guideline(db)
    if found is None:
        with write(db):
            newest_guideline_id(db)
        found = newest_guideline(db)
    return found


def read_only_guideline(db: Database) -> GuidelineVersion:
    """The newest version, or what the first would be where there is none yet; nothing is written."""
    found = newest_guideline(db)
    return found or GuidelineVersion(1, "", _first_text(read_only_scheme(db)), None, FIRST, (), now())


def newest_guideline(db: Database) -> GuidelineVersion | None:
    row = db.execute(f"{VERSIONS} ORDER BY guidelines.number DESC LIMIT 1").fetchone()
    return _version(row) if row else None


def guideline_versions(db: Database) -> list[GuidelineVersion]:
    """All of them, newest first."""
    return [_version(row) for row in db.execute(f"{VERSIONS} ORDER BY guidelines.number DESC")]


def guideline_numbered(db: Database, number: int) -> GuidelineVersion | None:
    row = db.execute(f"{VERSIONS} WHERE guidelines.number = ?", (number,)).fetchone()
    return _version(row) if row else None


def newest_guideline_id(db: Database) -> str:
    """What every new operation carries; the first version is made where there is none. Call it inside `write`."""
    row = db.execute("SELECT id FROM main.guidelines ORDER BY number DESC LIMIT 1").fetchone()
    if row:
        return row[0]
    made = db.execute("SELECT at FROM main.schemes ORDER BY number DESC LIMIT 1").fetchone()
    return keep_guideline(db, _first_text(read_only_scheme(db)), None, FIRST, (), at=made[0] if made else None)


def keep_guideline(
    db: Database, text: str, author_id: int | None, note: str, touched: Iterable[Topic], *, at: str | None = None
) -> str:
    """Append a version and return its id, which follows from the text and the version before; call inside `write`."""
    row = db.execute("SELECT number, id FROM guidelines ORDER BY number DESC LIMIT 1").fetchone()
    number, before = row or (0, "")
    guideline_id = hashlib.sha256(f"{before}\0{text}".encode()).hexdigest()[:16]
    db.execute(
        "INSERT INTO guidelines (number, id, text, author_id, note, touched, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number + 1, guideline_id, text, author_id, note, json.dumps([list(one) for one in touched]), at or now()),
    )
    return guideline_id


def copy_newest_guideline(db: Database, source: Database) -> None:
    """Give a project without guidelines the newest version of another one; call it inside `write`."""
    row = source.execute("SELECT id, text, note, touched, at FROM guidelines ORDER BY number DESC LIMIT 1").fetchone()
    if row and newest_guideline(db) is None:
        db.execute("INSERT INTO guidelines (number, id, text, note, touched, at) VALUES (1, ?, ?, ?, ?, ?)", row)


FIRST = "Made from the scheme."


def _first_text(scheme: Scheme) -> str:
    """Of the default scheme what is in the seeds; of another one what it says of its labels and questions."""
    if scheme.id == default_scheme().id:
        return DEFAULT_GUIDELINES.read_text("utf-8")
    return of_scheme(scheme)


def _version(row: tuple) -> GuidelineVersion:
    number, guideline_id, text, author, note, touched, at = row
    topics = tuple((kind, name) for kind, name in json.loads(touched))
    return GuidelineVersion(number, guideline_id, text, author, note, topics, at)
