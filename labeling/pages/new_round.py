"""The form of a new round, with what it would give to whom before it is made."""

import secrets
from datetime import date

import streamlit as st
from sqlite_utils import Database

from labeling.core.errors import SitrepError
from labeling.pages.session import as_text, plain_errors
from labeling.store.authors import Author, authors
from labeling.store.round_choice import sources
from labeling.store.rounds import CLAIMED, DEALT, NORMAL, TRAINING
from labeling.workflow.rounds.round_choice import Choice, read_ids
from labeling.workflow.rounds.round_plan import Plan, outline, preview
from labeling.workflow.rounds.rounds import start_round

SEED = "round.seed"
WHICH = {
    "unread": "What nobody has begun",
    "source": "Of one source",
    "search": "Found by a search",
    "ids": "A list of ids",
}
ORDERS = {"loaded": "as loaded", "queue": "as the queue has them", "random": "at random"}
WAYS = {DEALT: "each gets a part", CLAIMED: "whoever is ready takes the next"}
KINDS = {NORMAL: "normal", TRAINING: "training against gold"}


def new_round(db: Database, author: Author) -> None:
    st.session_state.setdefault(SEED, secrets.randbelow(2**31))
    people = [one.name for one in authors(db) if one.kind == "person"]
    name, kind, due = st.columns([2, 1, 1])
    asked = {
        "name": name.text_input("Name", placeholder="Week 3", key="round.name"),
        "kind": kind.selectbox("Kind", list(KINDS), format_func=KINDS.get, key="round.kind"),
        "deadline": _iso(due.date_input("Due (shown, locks nothing)", None, key="round.due")),
        "people": tuple(st.multiselect("Who takes part", people, people, key="round.people")),
        "choice": _choice(db),
        "seed": st.session_state[SEED],
    }
    asked |= _coders(len(asked["people"]), is_training=asked["kind"] == TRAINING)
    _preview_and_start(db, author, Plan(**asked))


def _choice(db: Database) -> Choice:
    which, value, order, most = st.columns([1.4, 2, 1.2, 0.8])
    chosen = which.selectbox("Documents", list(WHICH), format_func=WHICH.get, key="round.which")
    if chosen == "ids":
        given = value.text_area("Ids, one a line, or CSV with ids in its first column", key="round.ids", height=120)
        return Choice(ids=read_ids(given))
    source = search = ""
    if chosen == "source":
        source = value.selectbox("Source", sources(db), key="round.source") or ""
    elif chosen == "search":
        search = value.text_input("Words", placeholder='Words, or "a phrase"', key="round.search")
    in_order = order.selectbox("Order", list(ORDERS), format_func=ORDERS.get, key="round.order")
    n = most.number_input("At most", min_value=1, value=None, step=10, placeholder="all", key="round.n")
    return Choice(source=source, search=search, order=in_order, n=n)


def _coders(n_people: int, *, is_training: bool) -> dict:
    way, coders, share, more = st.columns([1.6, 1, 1, 1])
    most = max(1, n_people)
    asked = {
        "way": way.selectbox("How", list(WAYS), format_func=WAYS.get, key="round.way"),
        "n_coders": coders.number_input("People per document", 1, most, 1, key="round.coders"),
    }
    if asked["n_coders"] < most:
        asked["share"] = share.number_input("Share for more people, %", 0, 100, 0, 5, key="round.share") / 100
        if asked["share"]:
            least = asked["n_coders"] + 1
            asked["share_coders"] = more.number_input("People for these", least, most, least, key="round.share_coders")
    asked["is_blind"] = st.checkbox(
        "Blind: until it is closed nobody who takes part sees what others marked, nor what was learned from it",
        value=True,
        key="round.blind",
        disabled=is_training,
    )
    return asked


def _preview_and_start(db: Database, author: Author, plan: Plan) -> None:
    try:
        said = preview(plan, outline(db, plan))
    except SitrepError as refusal:
        st.caption(as_text(str(refusal)))
        st.button("Start", disabled=True, key="round.start")
        return
    st.markdown(f"**{as_text(said)}**")
    if st.button("Start", type="primary", key="round.start"):
        started = None
        with plain_errors():
            started = start_round(db, author, plan)
        if started:
            for key in ("round.name", SEED):
                del st.session_state[key]
            st.session_state["round.said"] = f"“{started.name}” has begun. {said}"
            st.rerun()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
