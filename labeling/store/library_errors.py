"""What the SQLite library complains of, in words for people."""

from sqlite_utils.utils import sqlite3

from labeling.core.errors import DatabaseBusy, DatabaseDamaged, StoreError

LibraryError = sqlite3.Error
RESTORE = "Stop Sitrep and restore a backup: `sitrep restore BACKUP`."
# the library's name of an error, or its beginning -> what to do
SAID = {
    "SQLITE_FULL": "The disk is full: free some space, then try again.",
    "SQLITE_READONLY": "The file, its folder or the disk is read-only: make it writable, then try again.",
    "SQLITE_IOERR": "The disk gives an error, or allows no larger file: look at the disk, then try again.",
    "SQLITE_CANTOPEN": "The file, or one beside it, cannot be opened: look at the folder and its permissions.",
}
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


def refusal_of(error: BaseException, *, saving: bool = False) -> StoreError | None:
    """The refusal that says what an error of the library means; None for one that is a fault of ours.

    saving: say that nothing was saved.
    """
    if not isinstance(error, LibraryError):
        return None
    name, ending = getattr(error, "sqlite_errorname", None) or "", " Nothing was saved." if saving else ""
    if name.startswith(BUSY):
        return DatabaseBusy(f"The database is busy ({error}).{ending} Try again in a moment.")
    if name.startswith(DAMAGED):
        return DatabaseDamaged(f"The database file is damaged: {error}.{ending} {RESTORE}")
    if not isinstance(error, sqlite3.OperationalError):
        return None
    if "decode to UTF-8" in str(error):  # its words quote what is stored
        return DatabaseDamaged(f"The database file is damaged: a text in it cannot be read.{ending} {RESTORE}")
    what_to_do = next((f" {words}" for code, words in SAID.items() if name.startswith(code)), "")
    return StoreError(f"The database could not be {'written' if saving else 'used'}: {error}.{ending}{what_to_do}")
