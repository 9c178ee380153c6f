"""What the detector reads: the words that move its scores, and those of one article that moved its own."""

import streamlit as st

from labeling.pages.document_address import document_address
from labeling.pages.session import as_text, signed_in_author
from labeling.store.blindness import blind_ids, is_secret
from labeling.store.documents import texts
from labeling.store.jobs import newest_job, open_job
from labeling.store.learned.marked_words import marked_words_of
from labeling.store.learned.suggestions import score_of
from labeling.store.locked_slice import is_locked
from labeling.workflow.jobs import ask_worker
from labeling.workflow.reading_text import reading_texts
from models.chores import MARK_WORDS
from models.pages import plots
from models.pages.curve_plots import ACCENT, GREY
from models.pages.job_progress import watch
from models.pages.marked_text import marked_text
from models.pages.view import View, titles_of
from models.pages.words import finding
from models.suspects import confused


def show(view: View) -> None:
    _top_terms(view)
    st.markdown("#### In one article")
    document_id = _chosen(view)
    if document_id:
        _one_article(view, document_id)


def _top_terms(view: View) -> None:
    terms = view.metrics.get("terms", [])
    if not terms:
        st.info("This version is from before its words were kept. Train again to see them.")
        return
    speaking = [row for row in terms if row["effect"] > 0][: plots.N_TERMS]
    against = [row for row in reversed(terms) if row["effect"] < 0][: plots.N_TERMS]
    strongest = max(abs(row["effect"]) for row in terms)
    left, right = st.columns(2, gap="large")
    for column, rows, title, colour in (
        (left, speaking, f"Words that speak for “{view.question.positive}”", ACCENT),
        (right, against, f"Words that speak for “{view.question.negative}”", GREY),
    ):
        with column:
            st.markdown(f"#### {as_text(title)}")
            if rows:
                st.altair_chart(plots.terms(rows, colour, strongest), width="stretch", alt=title)
            else:
                st.caption("None yet: words count from three documents on.")
    st.caption(
        "How far a word pulls the score where it stands, on average. Names here are a warning: they are of these "
        "documents, not of attacks. More answers from other sources and months help."
    )


def _chosen(view: View) -> str | None:
    """The document that was opened from a list, or one of those it got wrong."""
    opened = st.query_params.get("document")
    cells = confused(view.rows, view.threshold)
    blind = blind_ids(view.db)
    wrong = [one for one in (*cells["false_negatives"], *cells["false_positives"]) if one not in blind]
    ids = [*([opened] if opened else []), *(one for one in wrong if one != opened)]
    if not ids:
        st.caption("It got every answered document right; open one from Documents.")
        return None
    names = titles_of(view, ids)
    ids = [one for one in ids if one in names]
    if not ids:
        st.caption("There is no such document.")
        return None
    return st.selectbox(
        "Article", ids, format_func=lambda one: names[one], help="Those it got wrong, the surest first."
    )


def _one_article(view: View, document_id: str) -> None:
    if is_secret(view.db, document_id, signed_in_author().id):
        st.info("A blind round keeps this document apart: what the detector says of it is shown when it is closed.")
        return
    if is_locked(view.db, document_id):
        st.info("This document is of the locked test slice: what the detector says of it is not shown.")
        return
    marks = marked_words_of(view.db, document_id, view.version.id)
    if marks is None:
        _ask(view, document_id)
        return
    score = score_of(view.db, document_id, view.question.name)
    if score is not None:
        says = view.question.positive if score >= view.threshold else view.question.negative
        st.markdown(
            f"**Score {score:.0%}: it says “{as_text(says)}”** (from {view.threshold:.0%} on, {finding(view.recall)})."
            + as_text(_learned(view, document_id))
        )
    text = next(text for _, text in reading_texts(view.db, texts(view.db, [document_id])))
    st.html(marked_text(text, marks))
    st.caption(
        "Solid line: without this word, anywhere in the article, the score would fall; dotted: it would rise. The "
        "stronger, the more. Lines that are none of the article are left out: it does not read them."
    )
    st.link_button("Open the article", document_address(document_id))


def _learned(view: View, document_id: str) -> str:
    """What it said of a document before it knew the answer: of what it learned from, a score proves little."""
    row = next((one for one in view.rows if one.document_id == document_id), None)
    if row is None:
        return ""
    answer = view.question.positive if row.is_positive else view.question.negative
    return f" It learned from this document, answered “{answer}”; before that its score was {row.score:.0%}."


def _ask(view: View, document_id: str) -> None:
    """The worker leaves out each word in turn: that takes it a second."""
    running = open_job(view.db, MARK_WORDS)
    last = newest_job(view.db, MARK_WORDS)
    if running and running.arguments == {"document_id": document_id}:
        watch(running, "marking")
        return
    if last and last.state == "failed" and last.arguments == {"document_id": document_id}:
        st.error(as_text(f"Its words could not be marked: {last.message}"))
    if st.button("Mark the words that moved its score", key="mark words"):
        ask_worker(view.db, signed_in_author(), MARK_WORDS, {"document_id": document_id})
        st.rerun()
