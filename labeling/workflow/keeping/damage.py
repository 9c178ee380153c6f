"""Is the file sound? Where it is not, a note beside it keeps everybody from writing to it."""

import time
from pathlib import Path

from labeling.core.errors import DatabaseDamaged
from labeling.store.damage import forget_damage, note_damage
from labeling.store.keeping.copies import opened_as_it_is
from labeling.store.keeping.health import is_ours, quick_check
from labeling.store.library_errors import LibraryError, refusal_of

SECOND_LOOK = 1.0  # seconds after the first


def check_file(path: Path) -> str | None:
    """The first fault, found twice, and noted; None for a sound file, of which no older note is left.

    Looked at through new connections: an older one might answer from its memory. Raises StoreError where it cannot
    tell, because the disk gives an error or somebody holds the file for too long.
    """
    fault = _fault(path)
    if fault:
        time.sleep(SECOND_LOOK)
        fault = _fault(path)
    if fault:
        note_damage(path, fault)
    else:
        forget_damage(path)
    return fault


def _fault(path: Path) -> str | None:
    try:
        with opened_as_it_is(path) as db:
            if not is_ours(db):
                return "The file is empty, or another program's."
            return next(iter(quick_check(db)), None)
    except LibraryError as error:
        refusal = refusal_of(error)
        if isinstance(refusal, DatabaseDamaged):
            return f"The file is damaged: {error}."
        raise refusal or error from None
