"""Somebody who presses Next, works, and presses Next again; run as a program for the people it is told, in turn."""

import sys

from labeling.store.authors import author_named
from labeling.store.database import database
from labeling.workflow.annotate import take_operations
from labeling.workflow.reading.queue import next_documents
from tests.operations import message

TIMES = 3


def press_next_and_finish(name: str) -> list[str]:
    """The documents this person got, on a connection of their own."""
    db, got = database(), []
    author = author_named(db, name)
    for _ in range(TIMES):
        for found in next_documents(db, author, n=1):
            got.append(found.id)
            take_operations(db, found.id, author, [message("note.set", text="hm"), message("work.submit")])
    return got


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print("\n".join(press_next_and_finish(name)))
