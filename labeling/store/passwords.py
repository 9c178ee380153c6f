"""Whether people need a password here."""

from sqlite_utils import Database


def has_passwords(db: Database) -> bool:
    """Whether anybody has a password: then the project is a team's, and everybody signs in with one."""
    return db.execute("SELECT EXISTS (SELECT 1 FROM authors WHERE password_hash IS NOT NULL)").fetchone()[0] == 1
