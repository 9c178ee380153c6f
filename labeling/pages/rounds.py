"""The page of rounds, for those who lead: how far each is, what can be changed, and a new one."""

from datetime import date

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.due import due
from labeling.pages.new_round import new_round
from labeling.pages.round_changes import changes
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.authors import Author
from labeling.store.rounds import CLOSED, TRAINING, Round, may_read_freely, rounds
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.reading.round_queue import parts, removed
from labeling.workflow.rounds.round_standing import Standing, standing
from labeling.workflow.rounds.rounds import allow_free_reading
from labeling.workflow.training import scores_by_person

STATES = {"running": ":material/play_arrow:", "paused": ":material/pause:", "closed": ":material/check:"}


def show() -> None:
    st.title("Rounds")
    author, db = signed_in_author(), page_database()
    if not is_allowed(db, author, "lead"):
        _own_parts(db, author)
        return
    said = st.session_state.pop("round.said", None)
    if said:
        st.success(as_text(said))
    found = rounds(db)
    running = [one for one in found if one.state != CLOSED]
    if not found:
        st.info(
            "No round yet. A round gives documents to people: a part to each, or the next one to whoever is ready; "
            "some of them to two people, to see how far they agree."
        )
    for one in running:
        _round(db, author, one)
    with st.expander("New round") if running else st.container(border=True):
        if not running:
            st.subheader("New round", anchor=False)
        new_round(db, author)
    if found:
        _free_reading(db, author)
    closed = [one for one in found if one.state == CLOSED]
    if closed:
        st.subheader("Closed")
    for one in closed:
        with st.expander(as_text(one.name)):
            _progress(db, one, standing(db, one))
    command_line("sitrep round list\nsitrep round add NAME PERSON --dry-run\nsitrep round remove NAME PERSON --dry-run")


def _own_parts(db: Database, author: Author) -> None:
    """What somebody sees who does not lead."""
    mine, removals = parts(db, author), removed(db, author)
    for said in removals:
        st.info(as_text(said))
    for part in mine:
        st.text(f"“{part.name}”{part.due and f', {part.due}'}: {part.n_done:,} done, {part.n_left:,} left.")
    if not mine and not removals:
        st.info("No running round is yours. Rounds are given out by adjudicators and admins.")
    st.link_button("Annotate", "/annotate", type="primary")


def _round(db: Database, author: Author, one: Round) -> None:
    with st.container(border=True):
        found = standing(db, one)
        st.subheader(f"{STATES[one.state]} {as_text(one.name)}", anchor=False)
        _progress(db, one, found)
        with st.expander("Take back, add or remove people, pause, close"):
            changes(db, author, one, found)


def _progress(db: Database, one: Round, found: Standing) -> None:
    st.caption(as_text(_facts(one)))
    st.progress(
        found.n_done / max(1, found.n_documents),
        f"{found.n_done:,} of {found.n_documents:,} documents done by all who read them",
    )
    rows = {
        "Person": [f"{person.name}{' (removed)' * bool(person.left_at)}" for person in found.people],
        "Done": [person.n_done for person in found.people],
        "Left": [person.n_left for person in found.people],
        "Of these begun": [person.n_begun for person in found.people],
        "Skipped": [person.n_skipped for person in found.people],
    }
    if one.kind == TRAINING:
        rows |= _training_columns(db, one)
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height="content")
    if found.n_free and one.state != CLOSED:
        places = "One place is free" if found.n_free == 1 else f"{found.n_free:,} places are free"
        st.caption(f"{places}: whoever of the round is ready gets the next one.")
    if one.kind == TRAINING:
        st.caption("Against gold, over what each has done, as first submitted. F1 from 0 to 1; n: marks of gold in it.")


def _training_columns(db: Database, one: Round) -> dict[str, list]:
    scores = [score for _, _, score in scores_by_person(db, one)]
    return {
        "F1, same place": [_two(score.exact_f1) for score in scores],
        "F1, overlapping": [_two(score.overlap_f1) for score in scores],
        "n": [score.n_gold for score in scores],
        "Answers right": [f"{score.n_right} of {score.n_answers}" for score in scores],
    }


def _two(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _facts(one: Round) -> str:
    coders = {1: "one person each"}.get(one.n_coders, f"{one.n_coders} people each")
    share = f", {one.share:.0%} by {one.share_coders}" if one.share else ""
    today = date.fromisoformat(now()[:10])
    parts_of_it = [
        "training against gold" if one.kind == TRAINING else "",
        "each has a part" if one.way == "dealt" else "whoever is ready takes the next",
        f"{coders}{share}",
        "blind" if one.is_blind else "not blind",
        due(one.deadline, today) if one.state != CLOSED else f"closed {one.closed_at[:10]}",
        f"chosen: {one.chosen}",
        f"seed {one.seed}",
    ]
    return f"{one.state.capitalize()} · " + " · ".join(part for part in parts_of_it if part)


def _free_reading(db: Database, author: Author) -> None:
    allowed = may_read_freely(db)
    wanted = st.checkbox("Whoever has nothing left in a round goes on with the queue", allowed)
    if wanted != allowed:
        with plain_errors():
            allow_free_reading(db, author, wanted)
