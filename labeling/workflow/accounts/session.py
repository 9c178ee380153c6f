"""Whose request this is: from the session cookie or a script's token, never from what the request says of itself."""

import hashlib
import hmac
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.accounts.script_tokens import script_token_author
from labeling.store.accounts.sessions import session_author
from labeling.store.authors import Author, author_named
from labeling.workflow.accounts.permission import role_of

COOKIE = "sitrep_session"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, with the role that counts now; `by_script`: by a script's token, which no browser sends by itself."""

    author: Author
    role: str
    by_script: bool = False


def signed_in_author(db: Database, session_token: str | None) -> Author | None:
    """The author whose session this is, or None."""
    name = session_author(db, session_token) if session_token else None
    return author_named(db, name) if name else None


def caller_of_session(db: Database, session_token: str | None) -> Caller | None:
    author = signed_in_author(db, session_token)
    return Caller(author, role_of(db, author)) if author else None


def caller_of_script(db: Database, script_token: str) -> Caller | None:
    name = script_token_author(db, script_token)
    author = author_named(db, name) if name else None
    return Caller(author, role_of(db, author), by_script=True) if author else None


def request_token(session_token: str) -> str:
    """What a page sends as X-Sitrep-Token: it shows that the page was served by us, for this session."""
    return hashlib.sha256(b"sitrep request token\0" + session_token.encode()).hexdigest()


def is_request_token(session_token: str, token: str | None) -> bool:
    return token is not None and hmac.compare_digest(request_token(session_token).encode(), token.encode())
