"""Who may do what: asked by the functions that do it, never only by hiding a button."""

from sqlite_utils import Database

from labeling.core.errors import NotAllowed
from labeling.core.roles import ADMIN, LEAST_ROLE, may
from labeling.store.accounts.passwords import has_passwords
from labeling.store.authors import Author


def role_of(db: Database, author: Author) -> str:
    """The author's role; where nobody has a password, everybody at this machine is an admin."""
    return author.role if has_passwords(db) else ADMIN


def is_allowed(db: Database, author: Author, action: str) -> bool:
    """Whether the author may do `action`, a key of `labeling.core.roles.LEAST_ROLE`."""
    return may(role_of(db, author), action)


def check_allowed(db: Database, author: Author | None, action: str) -> None:
    """Raise NotAllowed unless the author may do `action`; None is whoever holds the file, at the command line."""
    if author is not None and not is_allowed(db, author, action):
        raise NotAllowed(
            f"That needs the role {LEAST_ROLE[action]}; you are {author.role}. Ask an admin of the project."
        )
