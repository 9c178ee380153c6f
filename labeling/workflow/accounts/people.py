"""The people of a team: who comes in, with which role, who goes. `author` is who asks; None: who holds the file."""

from sqlite_utils import Database

from labeling.core.closest import closest
from labeling.core.errors import AccountRefused, UnknownPerson
from labeling.core.roles import ADMIN, ROLES
from labeling.store.accounts.account_events import add_account_event
from labeling.store.accounts.invitations import Invitation, open_invitations, withdraw_invitations
from labeling.store.accounts.passwords import has_passwords
from labeling.store.accounts.people import Person, is_active, keep_active, keep_role, n_admins, people
from labeling.store.accounts.sessions import end_sessions
from labeling.store.authors import Author, add_author, author_named
from labeling.store.database import write
from labeling.workflow.accounts.access import Ended, end_access, give_password, withdraw_links_of
from labeling.workflow.accounts.password import checked_password, hashed
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.accounts.sign_in import checked_name

FIRST = "The first password is an admin's, who then invites the others"
BEGIN = "`sitrep people add NAME --role admin`"


def list_people(db: Database, author: Author | None) -> tuple[list[Person], list[Invitation]]:
    """Everybody, and the invitations that are open."""
    check_allowed(db, author, "administer")
    return people(db), open_invitations(db)


def add_person(db: Database, name: str, role: str, password: str, *, keep_tokens: bool = False) -> Ended:
    """Give a person a role and a password, made known if they are not; their sessions and tokens end.

    For who holds the file. With the first password everybody else's end too: a name alone is not enough any more.
    """
    name, hash_ = checked_name(name), hashed(checked_password(password))
    check_role(role)
    with write(db):
        if role != ADMIN and not n_admins(db):
            raise AccountRefused(f"{FIRST}: {BEGIN}. Nothing was changed.")
        known = author_named(db, name)
        if known is None:
            known = new_person(db, name)
            add_account_event(db, "person.new", author_id=None, person_id=known.id, role=role)
        elif known.role != role:
            add_account_event(db, "person.role", author_id=None, person_id=known.id, was=known.role, role=role)
            withdraw_links_of(db, known, by=None)
        _check_is_person(known)
        _check_not_last_admin(db, known, role=role)
        keep_role(db, known.id, role)
        _activate(db, known, by=None)
        return give_password(db, known.id, hash_, by=None, how="command line", keep_tokens=keep_tokens)


def change_role(db: Database, author: Author | None, name: str, role: str) -> None:
    """The person signs in again and has the new role, as their tokens have at once; the same again changes nothing."""
    check_allowed(db, author, "administer")
    check_role(role)
    with write(db):
        person = person_named(db, name)
        if person.role == role:
            return
        _check_not_last_admin(db, person, role=role)
        keep_role(db, person.id, role)
        end_sessions(db, person.id)
        withdraw_links_of(db, person, by=author)
        add_account_event(
            db, "person.role", author_id=author and author.id, person_id=person.id, was=person.role, role=role
        )


def sign_out_everywhere(db: Database, author: Author | None, name: str, *, keep_tokens: bool = False) -> Ended:
    """End all sessions of a person and, unless they are kept, their tokens: one's own, or as an admin."""
    if author is None or author.name != name:
        check_allowed(db, author, "administer")
    with write(db):
        person = person_named(db, name)
        ended = end_access(db, person.id, keep_tokens=keep_tokens)
        add_account_event(
            db, "session.end_all", author_id=author and author.id, person_id=person.id, **ended.as_details()
        )
    return ended


def deactivate(db: Database, author: Author | None, name: str) -> Ended:
    """Nobody signs in as this person any more, and no token of theirs works. Their work stays as it is."""
    check_allowed(db, author, "administer")
    with write(db):
        person = person_named(db, name)
        _check_not_last_admin(db, person, role=None)
        keep_active(db, person.id, False)
        ended = end_access(db, person.id)
        withdraw_invitations(db, person.id)
        withdraw_links_of(db, person, by=author)
        add_account_event(
            db, "person.deactivate", author_id=author and author.id, person_id=person.id, **ended.as_details()
        )
    return ended


def activate(db: Database, author: Author | None, name: str) -> None:
    """The person may sign in again; one who is active stays so."""
    check_allowed(db, author, "administer")
    with write(db):
        _activate(db, person_named(db, name), by=author)


def person_named(db: Database, name: str) -> Author:
    """The person of this name, or UnknownPerson with the nearest name."""
    found = author_named(db, name)
    if found is None or found.kind != "person":
        nearest = closest(name, [person.name for person in people(db)])
        hint = f" Did you mean “{nearest}”?" if nearest else ""
        raise UnknownPerson(f"Nobody here is named “{name}”.{hint} Nothing was changed.")
    return found


def _activate(db: Database, person: Author, *, by: Author | None) -> None:
    if not is_active(db, person.id):
        keep_active(db, person.id, True)
        add_account_event(db, "person.activate", author_id=by and by.id, person_id=person.id)


def new_person(db: Database, name: str) -> Author:
    check_is_free(db, name)
    return add_author(db, name)


def check_is_free(db: Database, name: str) -> None:
    """Names that differ in capitals alone would be taken for each other."""
    known = author_named(db, name) or next((one for one in people(db) if one.name.casefold() == name.casefold()), None)
    if known:
        raise AccountRefused(f"“{known.name}” is there already. Choose another name. Nothing was changed.")


def _check_is_person(author: Author) -> None:
    if author.kind != "person":
        raise AccountRefused(f"“{author.name}” is the name of an {author.kind}. Choose another. Nothing was changed.")


def check_role(role: str) -> None:
    if role not in ROLES:
        raise AccountRefused(f"There is no role {role!r}; there are {', '.join(ROLES)}. Nothing was changed.")


def _check_not_last_admin(db: Database, person: Author, *, role: str | None) -> None:
    """Refuse to leave the project without anybody who can sign in as an admin."""
    others = [one for one in people(db) if one.id != person.id and one.role == ADMIN and one.has_password]
    is_admin = person.role == ADMIN and has_passwords(db)
    if is_admin and role != ADMIN and not any(one.is_active for one in others):
        raise AccountRefused(f"{person.name} is the last admin. Make somebody else one first. Nothing was changed.")
