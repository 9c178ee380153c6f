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
    return newest_scheme(db) or add_scheme(db, _default_scheme())


def read_only_scheme(db: Database) -> Scheme:
    """The newest scheme, or the default where there is none yet; nothing is written."""
    return newest_scheme(db) or _default_scheme()


def newest_scheme(db: Database) -> Scheme | None:
    """The newest scheme, or None in a project that has used none yet."""
    row = db.execute("SELECT toml FROM main.schemes ORDER BY number DESC LIMIT 1").fetchone()
    return _parsed(row[0]) if row else None


def add_scheme(db: Database, scheme: Scheme) -> Scheme:
    """Make `scheme` the current one, also where it is known from before; adding the current one changes nothing."""
    with write(db):
        db.execute(
            "INSERT INTO schemes (id, toml, at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE"
            " SET number = (SELECT max(number) + 1 FROM schemes)"
            " WHERE number < (SELECT max(number) FROM schemes)",
            (scheme.id, scheme.toml, now()),
        )
    return scheme


def _default_scheme() -> Scheme:
    return read_scheme(DEFAULT_SCHEME.read_text("utf-8"), where="seeds/scheme.toml")


@lru_cache(maxsize=8)
def _parsed(toml: str) -> Scheme:
    return read_scheme(toml, where="the scheme in the database")
