"""What lets a person in besides their password: sessions, links, tokens for scripts; and what ends them."""

from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.account_event import ended_in_words
from labeling.store.accounts.account_events import add_account_event
from labeling.store.accounts.invitations import withdraw_invitations, withdraw_invitations_by
from labeling.store.accounts.passwords import has_passwords, keep_password_hash
from labeling.store.accounts.script_tokens import revoke_script_tokens
from labeling.store.accounts.sessions import end_all_sessions, end_sessions
from labeling.store.authors import Author


@dataclass(frozen=True, slots=True)
class Ended:
    """`tokens`: what each was for."""

    n_sessions: int
    tokens: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.n_sessions or self.tokens)

    def as_details(self) -> dict:
        return {"n_sessions": self.n_sessions, "tokens": list(self.tokens)}

    def __str__(self) -> str:
        return ended_in_words(self.n_sessions, list(self.tokens)).removeprefix("; ") or "nothing was open"


def end_access(db: Database, person_id: int, *, keep_tokens: bool = False) -> Ended:
    """End all sessions of a person and, unless they are kept, all their tokens; call it inside `write`."""
    tokens = () if keep_tokens else tuple(revoke_script_tokens(db, person_id))
    return Ended(end_sessions(db, person_id), tokens)


def withdraw_links_of(db: Database, admin: Author, *, by: Author | None) -> None:
    """Open links that somebody made who is an admin no more: with one they could come back. Call it inside `write`."""
    for link, person_id in withdraw_invitations_by(db, admin.id):
        add_account_event(db, "invitation.withdraw", author_id=by and by.id, person_id=person_id, link=link)


def give_password(
    db: Database, person_id: int, hash_: str, *, by: Author | None, how: str, keep_tokens: bool = False
) -> Ended:
    """Keep it. Sessions, tokens (unless they are kept) and links of the person end, whoever has them; inside `write`.

    With the first password of a project everybody's sessions and tokens end: until then a name was enough to make one.
    `how`: a key of `labeling.core.account_event.HOW`.
    """
    if has_passwords(db):
        ended = end_access(db, person_id, keep_tokens=keep_tokens)
    else:
        ended, how = Ended(end_all_sessions(db), tuple(revoke_script_tokens(db))), "first"
    withdraw_invitations(db, person_id)
    keep_password_hash(db, person_id, hash_)
    add_account_event(db, "password.set", author_id=by and by.id, person_id=person_id, how=how, **ended.as_details())
    return ended
