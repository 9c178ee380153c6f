"""Is the file sound? Where it is not, a note beside it keeps everybody from writing to it."""

import time
from contextlib import closing
from pathlib import Path

from labeling.store.damage import forget_damage, note_damage
from labeling.store.database import open_database
from labeling.store.health import quick_check

SECOND_LOOK = 1.0  # seconds after the first


def check_file(path: Path) -> str | None:
    """The first fault, found twice, and noted; None for a sound file, of which no older note is left.

    Looked at through new connections: an older one might answer from its memory. Raises StoreError where it cannot tell.
    """
    for pause in (0.0, SECOND_LOOK):
        time.sleep(pause)
        db = open_database(path, create=False)
        with closing(db.conn):
            faults = quick_check(db)
        if not faults:
            forget_damage(path)
            return None
    note_damage(path, faults[0])
    return faults[0]
