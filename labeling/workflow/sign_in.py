"""Signing in: on one's own machine a name is enough; a session keeps it."""

import secrets
import unicodedata

from sqlite_utils import Database

from labeling.core.adjudication import GOLD
from labeling.core.errors import SignInRefused
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.sessions import add_session

NAME_CHARACTERS = 60


def sign_in(db: Database, name: str) -> str:
    """Start a session for the person of this name and return its token; the name is made known if it is new."""
    name = checked_name(name)
    with write(db):
        author = add_author(db, name)
    if author.kind != "person":
        raise SignInRefused(f"“{name}” is the name of an {author.kind}. Choose another.")
    token = secrets.token_urlsafe(32)
    add_session(db, token, author.id)
    return token


def checked_name(name: object) -> str:
    """The name without outer blanks, or SignInRefused.

    >>> checked_name("  Amal ")
    'Amal'
    """
    name = unicodedata.normalize("NFC", name).strip() if isinstance(name, str) else ""
    if not name:
        raise SignInRefused("Type your name: your work is kept under it.")
    if name == GOLD:
        raise SignInRefused(f"“{name}” is the name of the layer that adjudication makes. Choose another.")
    if len(name) > NAME_CHARACTERS or any(unicodedata.category(character)[0] == "C" for character in name):
        raise SignInRefused(f"A name has at most {NAME_CHARACTERS} visible characters.")
    return name
