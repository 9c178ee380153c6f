"""What a lead changes in a round: take back, add or remove a person, deal anew, pause, close."""

from collections.abc import Callable

import streamlit as st
from sqlite_utils import Database

from labeling.core.errors import SitrepError
from labeling.pages.session import as_text, plain_errors
from labeling.store.authors import Author, authors
from labeling.store.rounds import DEALT, PAUSED, Round
from labeling.workflow.rounds.round_people import add_person, deal_again, remove_person
from labeling.workflow.rounds.round_people_preview import adding, removing
from labeling.workflow.rounds.round_standing import Standing
from labeling.workflow.rounds.rounds import close_round, pause_round, release, resume_round

EVERYTHING, ANYBODY = "everything unfinished", "whoever is ready"


def changes(db: Database, author: Author, one: Round, found: Standing) -> None:
    _take_back(db, author, one, found)
    st.divider()
    _add(db, author, one, found)
    _remove(db, author, one, found)
    st.divider()
    columns = st.columns(3)
    if one.way == DEALT and columns[0].button(
        "Deal anew", key=f"deal.{one.id}", help="What nobody has begun is dealt so that all have as much left."
    ):
        _do(lambda: deal_again(db, author, one.name), "Dealt anew.")
    if one.state == PAUSED:
        if columns[1].button("Resume", key=f"resume.{one.id}"):
            _do(lambda: resume_round(db, author, one.name), f"“{one.name}” is running.")
    elif columns[1].button("Pause", key=f"pause.{one.id}", help="Nothing of it is given out until it is resumed."):
        _do(lambda: pause_round(db, author, one.name), f"“{one.name}” is paused.")
    with columns[2].popover("Close", help="For good."):
        st.text(
            "What was blind can be seen then, and what is not done is free for others. A closed round cannot be "
            "opened again."
        )
        if st.button("Close it", key=f"close.{one.id}", type="primary"):
            _do(lambda: close_round(db, author, one.name), f"“{one.name}” is closed.")


def _take_back(db: Database, author: Author, one: Round, found: Standing) -> None:
    here = [person.name for person in found.people if not person.left_at]
    names = sorted({name for name, _ in found.unfinished if name in here})
    if not names:
        st.caption("Everything that was given out is done.")
        return
    who, what, to = st.columns([1, 2, 1])
    person = who.selectbox("Take back from", names, key=f"from.{one.id}")
    held = {
        row.document_id: f"{row.document_id}{', skipped' if row.state == 'skipped' else ', begun' * row.has_begun}"
        for name, row in found.unfinished
        if name == person
    }
    chosen = what.selectbox(
        "Document", [EVERYTHING, *held], key=f"document.{one.id}", format_func=lambda key: held.get(key, key)
    )
    others = [name for name in here if name != person]
    receiver = to.selectbox("Give it to", [ANYBODY, *others], key=f"to.{one.id}")
    st.caption(as_text(f"What {person} marked so far stays as their layer."))
    if st.button("Take back", key=f"release.{one.id}"):
        asked = {
            "person": person,
            "document_id": None if chosen == EVERYTHING else chosen,
            "to": None if receiver == ANYBODY else receiver,
        }
        _do(lambda: release(db, author, one.name, **asked), f"Taken back from {person}.")


def _add(db: Database, author: Author, one: Round, found: Standing) -> None:
    known = {person.name for person in found.people if not person.left_at}
    others = [other.name for other in authors(db) if other.kind == "person" and other.name not in known]
    if not others:
        return
    who, button = st.columns([3, 1], vertical_alignment="bottom")
    person = who.selectbox("Add a person", others, None, key=f"add.{one.id}", placeholder="Name")
    said = _told(lambda: adding(db, one.name, person)) if person else None
    if button.button("Add", key=f"added.{one.id}", disabled=not said):
        _do(lambda: add_person(db, author, one.name, person), f"{person} takes part in “{one.name}”. {said}")


def _remove(db: Database, author: Author, one: Round, found: Standing) -> None:
    who, button = st.columns([3, 1], vertical_alignment="bottom")
    names = [person.name for person in found.people if not person.left_at]
    person = who.selectbox("Remove a person", names, None, key=f"remove.{one.id}", placeholder="Name")
    said = _told(lambda: removing(db, one.name, person)) if person else None
    if button.button("Remove", key=f"removed.{one.id}", disabled=not said):
        _do(lambda: remove_person(db, author, one.name, person), f"{person} was removed from “{one.name}”. {said}")


def _told(words: Callable[[], str]) -> str | None:
    """What a change would do, on the page before it is done; None where it cannot be, and why."""
    try:
        said = words()
    except SitrepError as refusal:
        st.caption(as_text(str(refusal)))
        return None
    st.caption(as_text(said))
    return said


def _do(change: Callable[[], object], said: str) -> None:
    """Do it, say so on the page as it is then; a refusal is a sentence here."""
    done = False
    with plain_errors():
        change()
        done = True
    if done:
        st.session_state["round.said"] = said
        st.rerun()
