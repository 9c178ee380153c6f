"""Rounds: which documents are given to whom."""

from sqlite_utils import Database


def m012_rounds(db: Database) -> None:
    pass
