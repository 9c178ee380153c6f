"""Versions of the scheme."""

from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.scheme import Scheme
from labeling.core.scheme_file import read_scheme
from labeling.store.database import write

DEFAULT_SCHEME = Path(__file__).resolve().parents[2] / "seeds" / "scheme.toml"


def current_scheme(db: Database) -> Scheme:
    """The newest scheme; a database without one takes the default first."""
    return newest_scheme(db) or add_scheme(db, default_scheme())


def read_only_scheme(db: Database) -> Scheme:
    """The newest scheme, or the default where there is none yet; nothing is written."""
    return newest_scheme(db) or default_scheme()


def newest_scheme(db: Database) -> Scheme | None:
    """The newest scheme, or None in a project that has used none yet."""
    row = db.execute("SELECT toml FROM main.schemes ORDER BY number DESC LIMIT 1").fetchone()
    return _read(row[0], "the scheme in the database") if row else None


def add_scheme(db: Database, scheme: Scheme) -> Scheme:
    """Make `scheme` the current one; adding the current one again changes nothing, an older one is the newest again."""
    with write(db):
        keep_scheme(db, scheme)
    return scheme


def keep_scheme(db: Database, scheme: Scheme) -> None:
    """`add_scheme`, for those who are inside `write` already."""
    db.execute(
        "INSERT INTO schemes (id, toml, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET number = (SELECT max(number) + 1 FROM schemes), at = excluded.at"
        " WHERE number < (SELECT max(number) FROM schemes)",
        (scheme.id, scheme.toml, now()),
    )


def labels_in_use(db: Database) -> list[tuple[str, int]]:
    """(label, how many spans have it), over all layers."""
    return db.execute("SELECT label, count(*) FROM spans GROUP BY label ORDER BY label").fetchall()


def attributes_in_use(db: Database) -> list[tuple[str, str, str | int, int]]:
    """(label, attribute, value, how many spans have it), over all layers."""
    return db.execute(
        "SELECT label, key, value, count(*) FROM spans, json_each(spans.attributes)"
        " GROUP BY label, key, value ORDER BY label, key, value"
    ).fetchall()


def answers_in_use(db: Database) -> list[tuple[str, str, str | None, int]]:
    """(question, value, reason, how many layers have it)."""
    return db.execute(
        "SELECT question, value, reason, count(*) FROM answers"
        " GROUP BY question, value, reason ORDER BY question, value, reason"
    ).fetchall()


def default_scheme() -> Scheme:
    """What a project without a scheme of its own works by."""
    return _read(DEFAULT_SCHEME.read_text("utf-8"), "seeds/scheme.toml")


@lru_cache(maxsize=8)
def _read(toml: str, where: str) -> Scheme:
    return read_scheme(toml, where=where)
