"""Links by which people choose their own password. `author` is who asks; None: who holds the file."""

from sqlite_utils import Database

from labeling.core.errors import AccountRefused, InvitationRefused
from labeling.store.accounts.account_events import add_account_event
from labeling.store.accounts.invitations import (
    Invitation,
    add_invitation,
    open_invitation,
    use_invitation,
    withdraw_invitation,
)
from labeling.store.accounts.people import is_active, keep_role, n_admins
from labeling.store.accounts.secrets import new_secret
from labeling.store.accounts.sessions import add_session
from labeling.store.authors import Author, author_numbered
from labeling.store.database import write
from labeling.workflow.accounts.access import Ended, end_access, give_password
from labeling.workflow.accounts.password import checked_password, hashed
from labeling.workflow.accounts.people import BEGIN, FIRST, check_is_free, check_role, new_person, person_named
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.accounts.sign_in import checked_name


def invite(db: Database, author: Author | None, role: str, name: str | None = None) -> str:
    """The token of a link by which somebody new chooses a password and, unless `name` says it, a name."""
    check_allowed(db, author, "administer")
    check_role(role)
    name = checked_name(name) if name and name.strip() else None
    token, made_by = new_secret(), author and author.id
    with write(db):
        _check_begun(db)
        if name:
            check_is_free(db, name)
        link = add_invitation(db, token, role=role, name=name, author_id=None, made_by=made_by)
        add_account_event(db, "invitation.new", author_id=made_by, person_id=None, link=link, role=role, name=name)
    return token


def reset(db: Database, author: Author | None, name: str) -> tuple[str, Ended]:
    """The token of a link by which this person chooses a new password, and what ended with it.

    Sessions and tokens end at once, since somebody else may have them, and again when the link is used. Until then the
    old password holds: who only forgot it loses nothing.
    """
    check_allowed(db, author, "administer")
    token, made_by = new_secret(), author and author.id
    with write(db):
        _check_begun(db)
        person = person_named(db, name)
        if not is_active(db, person.id):
            raise AccountRefused(f"{name} is deactivated. Activate the account first. Nothing was changed.")
        link = add_invitation(db, token, role=person.role, name=name, author_id=person.id, made_by=made_by)
        ended = end_access(db, person.id)
        add_account_event(db, "password.link", author_id=made_by, person_id=person.id, link=link, **ended.as_details())
    return token, ended


def invitation_of(db: Database, token: str) -> Invitation:
    """What the link of this token is for; InvitationRefused where it is for nothing any more."""
    invitation = open_invitation(db, token)
    if invitation is None or (invitation.author_id and not is_active(db, invitation.author_id)):
        raise InvitationRefused(
            "This link was used already, was withdrawn, or is older than 7 days. Ask for a new one."
        )
    return invitation


def accept(db: Database, token: str, name: str, password: str) -> str:
    """Use a link: make the account, or give the one that is there its new password; returns the token of a session.

    A link works once. What is refused leaves it as it is.
    """
    found = invitation_of(db, token)
    name, hash_ = checked_name(found.name or name), hashed(checked_password(password))
    session = new_secret()
    with write(db):
        invitation = invitation_of(db, token)  # again: somebody else may have used it since
        person_id = invitation.author_id or _joined(db, name, invitation)
        use_invitation(db, invitation.number)
        give_password(db, person_id, hash_, by=author_numbered(db, person_id), how="link")
        add_session(db, session, person_id)
    return session


def withdraw(db: Database, author: Author | None, number: int) -> None:
    """Make an open invitation worthless; one that was used stays as it is."""
    check_allowed(db, author, "administer")
    with write(db):
        if found := withdraw_invitation(db, number):
            add_account_event(
                db, "invitation.withdraw", author_id=author and author.id, person_id=found[0], link=number
            )


def _joined(db: Database, name: str, invitation: Invitation) -> int:
    """The number of the person who is new by this link."""
    person_id = new_person(db, name).id
    keep_role(db, person_id, invitation.role)
    add_account_event(
        db,
        "invitation.use",
        author_id=person_id,
        person_id=person_id,
        link=invitation.number,
        role=invitation.role,
        invited_by=invitation.made_by,
    )
    return person_id


def _check_begun(db: Database) -> None:
    if not n_admins(db):
        raise AccountRefused(f"{FIRST}: set yours under Account, or with {BEGIN}. Nothing was changed.")
