"""Whose request this is: from the session cookie, never from what the request says of itself."""

import hashlib
import hmac

from sqlite_utils import Database

from labeling.store.authors import Author, author_named
from labeling.store.sessions import session_author

COOKIE = "sitrep_session"


def signed_in_author(db: Database, session_token: str | None) -> Author | None:
    """The author whose session this is, or None."""
    name = session_author(db, session_token) if session_token else None
    return author_named(db, name) if name else None


def request_token(session_token: str) -> str:
    """What a page sends as X-Sitrep-Token: it shows that the page was served by us, for this session."""
    return hashlib.sha256(b"sitrep request token\0" + session_token.encode()).hexdigest()


def is_request_token(session_token: str, token: str | None) -> bool:
    return token is not None and hmac.compare_digest(request_token(session_token).encode(), token.encode())
