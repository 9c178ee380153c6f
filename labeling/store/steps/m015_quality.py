"""Quality over time: gold items mixed in unseen."""

from sqlite_utils import Database


def m015_quality(db: Database) -> None:
    pass
