"""What everybody may do with their own account: its password, its tokens for scripts."""

from sqlite_utils import Database

from labeling.core.errors import AccountRefused, PasswordRefused, SignInRefused, TooManyTries
from labeling.core.roles import ADMIN
from labeling.store.accounts.account_events import add_account_event
from labeling.store.accounts.passwords import has_passwords
from labeling.store.accounts.people import keep_role
from labeling.store.accounts.script_tokens import add_script_token, revoke_script_token
from labeling.store.accounts.secrets import new_secret
from labeling.store.accounts.sessions import add_session
from labeling.store.authors import Author
from labeling.store.database import write
from labeling.workflow.accounts.access import give_password
from labeling.workflow.accounts.password import checked_password, hashed
from labeling.workflow.accounts.sign_in import check_still, proven

PURPOSE_CHARACTERS = 60


def change_password(
    db: Database, author: Author, current: str, new: str, *, address: str = "", keep_tokens: bool = False
) -> str:
    """Set one's own password and return the token of a new session; all others of the author end, and their tokens.

    The first password of a project makes its author an admin and the project a team's: everybody's sessions and tokens
    end with it, and `current` is not asked for. Else PasswordRefused where `current` is wrong.
    """
    hash_ = hashed(checked_password(new))
    is_first = not has_passwords(db)
    known = None if is_first else _check_current(db, author, current, address)
    token = new_secret()
    with write(db):
        if is_first and has_passwords(db):
            raise AccountRefused("Somebody else set the first password just now. Sign in again. Nothing was changed.")
        if is_first:
            keep_role(db, author.id, ADMIN)
        else:
            check_still(db, author, known)
        give_password(db, author.id, hash_, by=author, how="own", keep_tokens=keep_tokens)
        add_session(db, token, author.id)
    return token


def _check_current(db: Database, author: Author, current: str, address: str) -> str:
    """The hash that is kept."""
    try:
        return proven(db, author.name, current, address)[1]
    except TooManyTries:
        raise
    except SignInRefused:
        raise PasswordRefused("The current password is another one. Nothing was changed.") from None


def add_token(db: Database, author: Author, purpose: str, *, at_command_line: bool = False) -> str:
    """A token by which a script acts as this author, shown once; `purpose` says later what it was made for.

    `at_command_line`: made for them by whoever holds the file.
    """
    purpose = purpose.strip()
    if not purpose or len(purpose) > PURPOSE_CHARACTERS or not purpose.isprintable():
        raise AccountRefused(f"Say what the token is for, in at most {PURPOSE_CHARACTERS} characters.")
    token = new_secret()
    with write(db):
        number = add_script_token(db, token, author.id, purpose)
        by = None if at_command_line else author.id
        add_account_event(db, "token.new", author_id=by, person_id=author.id, token=number, purpose=purpose)
    return token


def revoke_token(db: Database, author: Author | None, number: int) -> None:
    """The token works no more; its row stays. `author`: only a token of theirs. AccountRefused where there is none."""
    with write(db):
        revoked = revoke_script_token(db, number, author and author.id)
        if revoked is None:
            raise AccountRefused(f"There is no token {number} that works. `sitrep token list` shows them.")
        person_id, purpose = revoked
        add_account_event(
            db, "token.end", author_id=author and author.id, person_id=person_id, token=number, purpose=purpose
        )
