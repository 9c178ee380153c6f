"""Signing in: on one's own machine a name is enough, in a team name and password; a session keeps it."""

import unicodedata
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from labeling.core.clock import written
from labeling.core.errors import SignInRefused, TooManyTries
from labeling.core.settling.adjudication import GOLD
from labeling.core.waiting import FREE, FREE_OF_ADDRESS, in_words, seconds_to_wait
from labeling.store.accounts.account_events import add_account_event, is_wait_known
from labeling.store.accounts.misses import add_miss, forget_misses, misses, take_back_miss
from labeling.store.accounts.passwords import has_passwords, password_hash
from labeling.store.accounts.people import is_active
from labeling.store.accounts.secrets import new_secret
from labeling.store.accounts.sessions import add_session, end_session
from labeling.store.authors import Author, add_author, author_named
from labeling.store.database import write
from labeling.workflow.accounts.password import verified

NAME_CHARACTERS = 60


def sign_in(db: Database, name: str, password: str = "", *, address: str = "", earlier: str | None = None) -> str:
    """Start a session for the person of this name and return its token, which is new each time.

    Where nobody has a password the name is made known if it is new. `address` is where the request comes from,
    `earlier` the token that the browser had: its session ends. SignInRefused tells nobody whether the name is known.
    """
    name = checked_name(name)
    author, hash_ = proven(db, name, password, address) if has_passwords(db) else (None, None)
    token = new_secret()
    if earlier:
        end_session(db, earlier)
    with write(db):
        if author is None:
            author = _by_name_alone(db, name)
        else:
            check_still(db, author, hash_)
            add_account_event(db, "session.new", author_id=author.id, person_id=author.id, address=address)
        add_session(db, token, author.id)
    return token


def _by_name_alone(db: Database, name: str) -> Author:
    if has_passwords(db):  # since a moment ago
        raise SignInRefused("People sign in with a password here now. Load the page again.")
    author = add_author(db, name)
    if author.kind != "person":
        raise SignInRefused(f"“{name}” is the name of an {author.kind}. Choose another.")
    if not is_active(db, author.id):
        raise SignInRefused(f"“{name}” is deactivated. Choose another name.")
    return author


def proven(db: Database, name: str, password: str, address: str) -> tuple[Author, str]:
    """The active person of this name and the hash that is kept, if this is the password.

    Else SignInRefused, or TooManyTries with the wait.
    """
    of_name, of_address = f"name {name}", f"address {address}"
    author = author_named(db, name)
    known = author is not None and author.kind == "person" and is_active(db, author.id)
    person_id = author.id if known else None
    with write(db):
        (n, ago), (n_of_address, ago_of_address) = misses(db, of_name), misses(db, of_address)
        wait = max(
            seconds_to_wait(n, ago, free=FREE), seconds_to_wait(n_of_address, ago_of_address, free=FREE_OF_ADDRESS)
        )
        if wait:
            _tell_of_wait(db, person_id, address, max(ago, ago_of_address))
        for who in (of_name, of_address) if not wait else ():  # before it is judged: many tries at once are many tries
            add_miss(db, who)
    if wait:
        raise TooManyTries(f"Too many tries. Wait {in_words(wait)}, then try again.")
    hash_ = verified(db, person_id, password)
    if hash_ is None:
        with write(db):
            add_account_event(db, "session.miss", author_id=None, person_id=person_id, address=address)
        raise SignInRefused("That is not the name and password of somebody here. Try again, or ask an admin.")
    with write(db):
        forget_misses(db, of_name)
        take_back_miss(db, of_address)
    return author, hash_


def check_still(db: Database, author: Author, hash_: str) -> None:
    """SignInRefused where what `proven` said holds no more: it takes half a second. Call it inside `write`."""
    if password_hash(db, author.id) != hash_ or not is_active(db, author.id):
        raise SignInRefused("The password or the account was changed a moment ago. Sign in anew.")


def _tell_of_wait(db: Database, person_id: int | None, address: str, ago: float) -> None:
    """Once a wait, however often somebody knocks meanwhile: the log must not grow with each."""
    since = written(datetime.now(UTC) - timedelta(seconds=ago))
    if not is_wait_known(db, person_id, address, since):
        add_account_event(db, "session.wait", author_id=None, person_id=person_id, address=address)


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
