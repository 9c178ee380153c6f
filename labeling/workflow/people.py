"""The people of a team: who comes in, with which role, who goes. `author` is who asks; None: who holds the file."""

from sqlite_utils import Database

from labeling.core.closest import closest
from labeling.core.errors import AccountRefused, InvitationRefused, UnknownPerson
from labeling.core.roles import ADMIN, ROLES
from labeling.store.authors import Author, add_author, author_named
from labeling.store.database import write
from labeling.store.invitations import (
    Invitation,
    add_invitation,
    open_invitation,
    open_invitations,
    use_invitation,
    withdraw_invitation,
    withdraw_invitations,
)
from labeling.store.passwords import has_passwords, keep_password_hash
from labeling.store.people import Person, is_active, keep_active, keep_role, n_admins, people
from labeling.store.script_tokens import revoke_script_tokens
from labeling.store.secrets import new_secret
from labeling.store.sessions import add_session, end_all_sessions, end_sessions
from labeling.workflow.password import checked_password, hashed
from labeling.workflow.permission import check_allowed
from labeling.workflow.sign_in import checked_name

FIRST = "The first password is an admin's, who then invites the others"
BEGIN = "`sitrep people add NAME --role admin`"


def list_people(db: Database, author: Author | None) -> tuple[list[Person], list[Invitation]]:
    """Everybody, and the invitations that are open."""
    check_allowed(db, author, "administer")
    return people(db), open_invitations(db)


def add_person(db: Database, name: str, role: str, password: str) -> None:
    """Give a person a role and a password, made known if they are not; all their sessions end. For who holds the file.

    With the first password everybody else's session ends too: a name alone is not enough any more.
    """
    name, hash_ = checked_name(name), hashed(checked_password(password))
    _check_role(role)
    with write(db):
        if role != ADMIN and not n_admins(db):
            raise AccountRefused(f"{FIRST}: {BEGIN}. Nothing was changed.")
        known = author_named(db, name) or _new_person(db, name)
        _check_is_person(known)
        _check_not_last_admin(db, known, role=role)
        keep_role(db, known.id, role)
        keep_active(db, known.id, True)
        give_password(db, known.id, hash_)


def give_password(db: Database, author_id: int, hash_: str) -> None:
    """Call it inside `write`. The author's sessions and links end; with the first password all sessions do."""
    if has_passwords(db):
        end_sessions(db, author_id)
    else:
        end_all_sessions(db)
    withdraw_invitations(db, author_id)
    keep_password_hash(db, author_id, hash_)


def invite(db: Database, author: Author | None, role: str, name: str | None = None) -> str:
    """The token of a link by which somebody new chooses a password and, unless `name` says it, a name."""
    check_allowed(db, author, "administer")
    _check_role(role)
    name = checked_name(name) if name and name.strip() else None
    token = new_secret()
    with write(db):
        _check_begun(db)
        if name:
            _check_is_free(db, name)
        add_invitation(db, token, role=role, name=name, author_id=None, made_by=author and author.id)
    return token


def reset(db: Database, author: Author | None, name: str) -> str:
    """The token of a link by which this person chooses a new password. Until it is used, the old one holds."""
    check_allowed(db, author, "administer")
    token = new_secret()
    with write(db):
        _check_begun(db)
        person = person_named(db, name)
        if not is_active(db, person.id):
            raise AccountRefused(f"{name} is deactivated. Activate the account first. Nothing was changed.")
        add_invitation(db, token, role=person.role, name=name, author_id=person.id, made_by=author and author.id)
    return token


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
        if invitation.author_id is None:
            _check_is_free(db, name)
            author_id = _new_person(db, name).id
            keep_role(db, author_id, invitation.role)
        else:
            author_id = invitation.author_id
        use_invitation(db, invitation.number)
        give_password(db, author_id, hash_)
        add_session(db, session, author_id)
    return session


def withdraw(db: Database, author: Author | None, number: int) -> None:
    """Make an open invitation worthless."""
    check_allowed(db, author, "administer")
    with write(db):
        withdraw_invitation(db, number)


def change_role(db: Database, author: Author | None, name: str, role: str) -> None:
    """The person signs in again and then has the new role; the same role again changes nothing."""
    check_allowed(db, author, "administer")
    _check_role(role)
    with write(db):
        person = person_named(db, name)
        if person.role == role:
            return
        _check_not_last_admin(db, person, role=role)
        keep_role(db, person.id, role)
        end_sessions(db, person.id)


def sign_out_everywhere(db: Database, author: Author | None, name: str) -> int:
    """End all sessions of a person, one's own or as an admin; how many there were."""
    if author is None or author.name != name:
        check_allowed(db, author, "administer")
    with write(db):
        return end_sessions(db, person_named(db, name).id)


def deactivate(db: Database, author: Author | None, name: str) -> None:
    """Nobody signs in as this person any more, and no token of theirs works. Their work stays as it is."""
    check_allowed(db, author, "administer")
    with write(db):
        person = person_named(db, name)
        _check_not_last_admin(db, person, role=None)
        keep_active(db, person.id, False)
        end_sessions(db, person.id)
        revoke_script_tokens(db, person.id)
        withdraw_invitations(db, person.id)


def activate(db: Database, author: Author | None, name: str) -> None:
    check_allowed(db, author, "administer")
    with write(db):
        keep_active(db, person_named(db, name).id, True)


def person_named(db: Database, name: str) -> Author:
    """The person of this name, or UnknownPerson with the nearest name."""
    found = author_named(db, name)
    if found is None or found.kind != "person":
        nearest = closest(name, [person.name for person in people(db)])
        hint = f" Did you mean “{nearest}”?" if nearest else ""
        raise UnknownPerson(f"Nobody here is named “{name}”.{hint} Nothing was changed.")
    return found


def _new_person(db: Database, name: str) -> Author:
    _check_is_free(db, name)
    return add_author(db, name)


def _check_is_free(db: Database, name: str) -> None:
    """Names that differ in capitals alone would be taken for each other."""
    known = author_named(db, name) or next((one for one in people(db) if one.name.casefold() == name.casefold()), None)
    if known:
        raise AccountRefused(f"“{known.name}” is there already. Choose another name. Nothing was changed.")


def _check_is_person(author: Author) -> None:
    if author.kind != "person":
        raise AccountRefused(f"“{author.name}” is the name of an {author.kind}. Choose another. Nothing was changed.")


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise AccountRefused(f"There is no role {role!r}; there are {', '.join(ROLES)}. Nothing was changed.")


def _check_begun(db: Database) -> None:
    if not n_admins(db):
        raise AccountRefused(f"{FIRST}: set yours under Account, or with {BEGIN}. Nothing was changed.")


def _check_not_last_admin(db: Database, person: Author, *, role: str | None) -> None:
    """Refuse to leave the project without anybody who can sign in as an admin."""
    others = [one for one in people(db) if one.id != person.id and one.role == ADMIN and one.has_password]
    is_admin = person.role == ADMIN and has_passwords(db)
    if is_admin and role != ADMIN and not any(one.is_active for one in others):
        raise AccountRefused(f"{person.name} is the last admin. Make somebody else one first. Nothing was changed.")
