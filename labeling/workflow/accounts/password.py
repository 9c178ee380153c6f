"""Passwords: what one must be, and the slow hash that makes guessing dear."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlite_utils import Database

from labeling.core.errors import PasswordRefused
from labeling.store.accounts.passwords import keep_password_hash, password_hash
from labeling.store.database import write

LEAST_CHARACTERS, MOST_CHARACTERS = 12, 1_000
HASHES_AT_ONCE = 2  # each takes 64 MiB and half a second: more of them would starve the app
_hasher = PasswordHasher()
_turns = threading.BoundedSemaphore(HASHES_AT_ONCE)


def checked_password(password: object) -> str:
    """The password, or PasswordRefused. Length is the only rule; blanks count."""
    if not isinstance(password, str) or len(password) < LEAST_CHARACTERS:
        raise PasswordRefused(
            f"A password has at least {LEAST_CHARACTERS} characters; a few words in a row do well. Nothing was changed."
        )
    if len(password) > MOST_CHARACTERS:
        raise PasswordRefused(f"A password has at most {MOST_CHARACTERS:,} characters. Nothing was changed.")
    return password


def hashed(password: str) -> str:
    """Takes about half a second; call it outside `write`."""
    with _turns:
        return _hasher.hash(_bytes(password))


def verified(db: Database, author_id: int | None, password: str) -> str | None:
    """The hash that is kept, where this is the author's password; None where it is not.

    Nobody, and somebody without a password, take the same time to be wrong.

    A hash made with other parameters than today's is made anew.
    """
    kept = password_hash(db, author_id) if author_id is not None else None
    with _turns:
        nobodys = _nobodys_hash()  # made by whoever comes first, known or not
        try:
            _hasher.verify(kept or nobodys, _bytes(password[: MOST_CHARACTERS + 1]))
        except (VerificationError, InvalidHashError):
            return None
    if kept is None:
        return None
    if _hasher.check_needs_rehash(kept):
        anew = hashed(password)
        with write(db):
            is_kept = keep_password_hash(db, author_id, anew, instead_of=kept)
        return anew if is_kept else verified(db, author_id, password)  # another one was quicker
    return kept


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(b"nobody's")


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")  # keyboards differ in this
