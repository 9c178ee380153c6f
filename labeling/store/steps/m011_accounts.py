"""Accounts: invitations, tokens for scripts, misses at the door."""

from sqlite_utils import Database


def m011_accounts(db: Database) -> None:
    pass
