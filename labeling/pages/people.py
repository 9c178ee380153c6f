"""The people of the project: who they are, what they may do, how somebody comes in and goes."""

from urllib.parse import urlsplit

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.roles import ADJUDICATOR, ADMIN, ANNOTATOR, ROLES
from labeling.pages import account_log
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.accounts.invitations import Invitation
from labeling.store.accounts.passwords import has_passwords
from labeling.store.accounts.people import Person
from labeling.store.accounts.script_tokens import ScriptToken, working_tokens
from labeling.store.authors import Author
from labeling.workflow.accounts import invitations as links
from labeling.workflow.accounts import people as workflow
from labeling.workflow.accounts.access import Ended

MAY = {
    ANNOTATOR: "marks and answers, and sees only their own work",
    ADJUDICATOR: "also sees the work of others, settles differences, loads, exports, trains, gives out work",
    ADMIN: "also says who may come in, and as what",
}
LINK = "people.link"


def show() -> None:
    author, db = signed_in_author(), page_database()
    st.title("People")
    if not has_passwords(db):
        _say_how_to_begin()
        return
    with plain_errors():
        people, invitations = workflow.list_people(db, author)
        _table(people, author)
        if said := st.session_state.pop(LINK, None):
            _show_link(*said)
        _invite(db, author)
        _invitations(db, author, invitations)
        _somebody(db, author, people)
        command_line("sitrep people list")
        account_log.show(db, author, people)


def _say_how_to_begin() -> None:
    st.info(
        "Nobody has a password: whoever sits at this machine types a name and may do everything, and no other machine "
        "is served. That is right for working alone."
    )
    st.markdown(
        "**For a team** set a password of your own. You are then the admin, everybody signs in anew, and you invite "
        "the others from this page; each chooses a password of their own. Work that was done under a name stays "
        "under it."
    )
    st.link_button("Set the first password", "/account", type="primary")
    command_line("sitrep people add NAME --role admin")


def _table(people: list[Person], author: Author) -> None:
    n_active = sum(person.is_active and person.has_password for person in people)
    rows = [
        {
            "Name": person.name + (" (you)" if person.id == author.id else ""),
            "Role": person.role,
            "Account": _state(person),
            "Last seen (UTC)": minute(person.seen_at or ""),
            "Signed in": person.n_sessions,
            "Documents done": person.n_done,
        }
        for person in people
    ]
    st.caption(f"{n_active:,} of {len(people):,} people have an account. “Signed in” counts browsers.")
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height="content")


def _state(person: Person) -> str:
    if not person.is_active:
        return "deactivated"
    return "active" if person.has_password else "no password yet"


def _invite(db: Database, author: Author) -> None:
    st.subheader("Invite somebody")
    with st.form("invite", border=False):
        left, right = st.columns([1, 2])
        role = left.selectbox("As", ROLES, key="people.invite.role")
        name = right.text_input("Name", placeholder="empty: they choose it themselves", max_chars=60)
        asked = st.form_submit_button("Make a link", type="primary")
    st.caption("  \n".join(f"**{role}** {may}." for role, may in MAY.items()))
    if asked:
        _keep_link(f"{name.strip() or 'Somebody new'}, {role}", links.invite(db, author, role, name))


def _keep_link(who: str, token: str, ended: Ended | None = None) -> None:
    st.session_state[LINK] = (who, token, f" {who}: {ended}." if ended else "")
    st.rerun()


def _show_link(who: str, token: str, ended: str) -> None:
    once = "It works once, within 7 days, and is not shown again. Send it privately."
    st.success(as_text(f"The link for: {who}. {once}{ended}"))
    here = urlsplit(st.context.url or "")
    st.code(f"{here.scheme}://{here.netloc}/invitation?key={token}", language=None, wrap_lines=True)


def _invitations(db: Database, author: Author, invitations: list[Invitation]) -> None:
    for one in invitations:
        words, button = st.columns([4, 1], vertical_alignment="center")
        whose = f"new password for {one.name}" if one.author_id else f"{one.name or 'somebody new'}, {one.role}"
        words.caption(as_text(f"Open link: {whose}"))
        if button.button("Withdraw", key=f"withdraw {one.number}"):
            links.withdraw(db, author, one.number)
            st.rerun()


def _somebody(db: Database, author: Author, people: list[Person]) -> None:
    st.subheader("Change an account")
    by_name = {person.name: person for person in people}
    person = by_name[st.selectbox("Who", list(by_name), key="people.who")]
    role = st.selectbox("Role", ROLES, ROLES.index(person.role), key=f"role of {person.id} {person.role}")
    tokens = working_tokens(db, person.id)
    keeps = bool(tokens) and _asked_to_keep(tokens, person.id)
    with st.container(horizontal=True):
        if st.button("Change the role", disabled=role == person.role):
            _then(workflow.change_role, db, author, person.name, role)
        if st.button("New password by link", disabled=not person.is_active):
            _keep_link(person.name, *links.reset(db, author, person.name))
        if st.button("Sign out everywhere", disabled=not (person.n_sessions or tokens)):
            _then(workflow.sign_out_everywhere, db, author, person.name, keep_tokens=keeps)
        if person.is_active and st.button("Deactivate"):
            _then(workflow.deactivate, db, author, person.name)
        if not person.is_active and st.button("Activate"):
            _then(workflow.activate, db, author, person.name)
    st.caption(
        "A changed role signs the person out; their tokens have it at once. A new password by link, signing out "
        "everywhere and deactivating end sessions and tokens at once. The old password holds until the link is used. "
        "Who is deactivated cannot sign in; their work stays as it is."
    )


def _asked_to_keep(tokens: list[ScriptToken], person_id: int) -> bool:
    st.caption("  \n".join(as_text(f"Token {one.number}, {one.purpose}: {one.last_use}") for one in tokens))
    return st.checkbox("Keep the tokens when signing out everywhere", key=f"keep tokens of {person_id}")


def _then(do, *arguments: object, **more: object) -> None:
    do(*arguments, **more)
    st.rerun()
