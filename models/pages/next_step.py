"""The one thing to do next: answer, train, or use the detector; and how far a training is."""

import streamlit as st

from labeling.core.plural import n_of
from labeling.pages.session import as_text, page_database, signed_in_author
from labeling.store.documents import n_documents
from labeling.store.jobs import newest_job, open_job
from labeling.workflow.jobs import ask_worker
from models.chores import TRAIN, retrain_after
from models.pages.job_progress import watch
from models.pages.verdict import ENOUGH, ORDER, YES, Verdict
from models.pages.view import View

SCREEN = "sitrep screen ARTICLES --out scored.jsonl"


def next_step(view: View, said: Verdict) -> None:
    """One primary button; training again stays in reach beside it."""
    if running := open_job(view.db, TRAIN):
        watch(running, "training")
        return
    if n_documents(view.db) == 0:
        st.link_button("Load documents", "/load", type="primary")
        st.caption("There is nothing to learn from yet.")
    elif view.ready.missing:
        st.link_button("Go on answering", "/annotate", type="primary")
        st.caption(as_text(view.ready.missing))
    elif not view.versions:
        _train(view, "Train the detector", "primary")
        st.caption(f"{n_of(view.ready.n_answers, 'document')} answered. This takes seconds.")
    elif view.damage or not view.is_same_question or view.n_new >= retrain_after(view.n_before):
        _train(view, "Train the detector", "primary")
        st.caption(_since(view))
    elif said.kind in (YES, ORDER):
        with st.container(horizontal=True):
            st.link_button("Read the likeliest reports first", "/documents?sort=score", type="primary")
            _train(view, "Train the detector", "secondary")
        st.caption(f"{_since(view)}  \nScreen articles that are not in the project: `{SCREEN}`")
    else:
        n_more = max(retrain_after(view.n_before) - view.n_new, ENOUGH - view.ready.n_answers)
        with st.container(horizontal=True):
            st.link_button(f"Answer {n_of(n_more, 'more document')}", "/annotate", type="primary")
            _train(view, "Train the detector", "secondary")
        st.caption(_since(view))
    last = newest_job(view.db, TRAIN)
    if last and last.state == "failed":
        st.error(as_text(f"The last training failed: {last.message}"))
    _look_again(last and (last.id, last.state))


@st.fragment(run_every=5)
def _look_again(seen: tuple[int, str] | None) -> None:
    """The page comes back when the worker begins a training, or has ended one, by itself. `seen`: id and state."""
    last = newest_job(page_database(), TRAIN)
    if (last and (last.id, last.state)) != seen:
        st.rerun()


def _train(view: View, label: str, kind: str) -> None:
    if st.button(label, type=kind):
        ask_worker(view.db, signed_in_author(), TRAIN, {"why": "button", "n_answers": view.ready.n_answers})
        st.rerun()


def _since(view: View) -> str:
    newest = view.versions[0]
    if not view.is_same_question:
        return "The scheme asks another question than the one this version learned."
    answered = (
        f"{n_of(view.n_new, 'document') if view.n_new else 'No document'} newly answered since version {newest.id}"
    )
    return f"{answered}; after {retrain_after(view.n_before)} it trains by itself."
