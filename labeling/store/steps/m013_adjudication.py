"""Adjudication: who settled what, and why."""

from sqlite_utils import Database


def m013_adjudication(db: Database) -> None:
    pass
