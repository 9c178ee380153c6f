"""Guidelines with versions, comments on spans, the question board."""

from sqlite_utils import Database


def m014_guidelines(db: Database) -> None:
    pass
