"""What the worker does for the project's safety: the day's backup, and a look at the file every hour."""

import logging
import time

from sqlite_utils import Database

from labeling.core.errors import DatabaseDamaged
from labeling.workflow.keeping.backup import back_up_if_due
from labeling.workflow.keeping.damage import check_file

HOUR = 3600.0  # seconds
LOOK = 60.0  # seconds between two looks whether the day's backup is due
log = logging.getLogger("sitrep.worker")


class Keeper:
    """Does each when it is time, and says that there was nothing to do: it must hold up no training."""

    def __init__(self) -> None:
        self.next_look = 0.0
        self.next_check = time.monotonic() + HOUR  # the app has just checked the file

    def back_up(self, db: Database) -> bool:
        if time.monotonic() >= self.next_look:
            self.next_look = time.monotonic() + LOOK
            if made := back_up_if_due(db):
                fields = {"n_bytes": made.n_bytes, "n_operations": made.n_operations, "seconds": made.seconds}
                log.info("the day's backup is made", extra={"fields": fields})
                if made.faults:
                    log.warning("the project, and so its backup, has %s faults: `sitrep check`", len(made.faults))
        return False

    def check(self, db: Database) -> bool:
        """Raise DatabaseDamaged where the file is; a note of it is left for the pages and the routes."""
        if time.monotonic() >= self.next_check:
            self.next_check = time.monotonic() + HOUR
            if fault := check_file(db.opened_file[0]):
                raise DatabaseDamaged(fault)
        return False
