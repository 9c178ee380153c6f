"""What to look at again: answers that are likely wrong, mentions that were likely missed, and where it disagrees."""

import streamlit as st

from labeling.core.clock import minute
from labeling.core.errors import SitrepError
from labeling.pages.document_address import document_address
from labeling.pages.session import as_text, signed_in_author
from labeling.store.blindness import blind_ids
from labeling.store.documents import texts
from labeling.store.learned.missed_mentions import Missed, missed_mentions, searched_until
from labeling.store.learned.phrases import newest_operation
from labeling.store.learned.second_looks import ANSWER, CHANGED, SPAN, SecondLook, second_looks
from models.doubtful import doubted_answers, doubted_spans, keep_as_it_is, settle_changed
from models.pages.disagreements import disagreements
from models.pages.in_context import around
from models.pages.view import View, titles_of
from models.suspects import Suspect

WIDTHS = [4, 3, 1.3]


def show(view: View) -> None:
    settle_changed(view.db, view.question.name)
    _answers(view)
    _spans(view)
    _looked_at(view)
    disagreements(view)


def _answers(view: View) -> None:
    values = (view.question.negative, view.question.positive)
    found, n = doubted_answers(view.db, view.rows, view.question.name, values)
    st.markdown("#### Answers that may be wrong")
    if not found:
        st.caption("No answer is doubted: the detector, similar documents and marks agree with all of them.")
        return
    shown = f"{n:,} answers are doubted" if n > 1 else "One answer is doubted"
    some = "" if n == len(found) else f", {len(found)} at a time"
    st.caption(
        f"{shown}, the most doubtful first{some}. Change it in the article, or keep it. Score: how "
        "likely a report, for a detector that did not know the answer; doubt: how likely the answer is wrong."
    )
    names = titles_of(view, [one.document_id for one in found])
    for one in found:
        look = SecondLook(ANSWER, one.document_id, values[one.is_positive])
        _row(view, look, names[one.document_id], _why_answer(one, look.was))


def _why_answer(one: Suspect, was: str) -> str:
    return f"answered “{as_text(was)}”, score {one.score:.0%}, doubt {one.doubt:.0%}"


def _spans(view: View) -> None:
    st.markdown("#### Mentions that may have been missed")
    until = searched_until(view.db)
    if until is None:
        st.caption("Not looked for yet: the worker does that by itself once articles with marks are finished.")
        return
    found = doubted_spans(view.db, missed_mentions(view.db))
    if until < newest_operation(view.db):
        st.caption("Something was done since; the worker looks again by itself.")
    if not found:
        st.caption("None: what people mark nearly everywhere is marked in every finished article.")
        return
    st.caption(
        "Phrases that people mark nearly wherever they see them, unmarked in finished articles, "
        "the surest first. Mark it in the article, or keep it unmarked."
    )
    ids = [one.document_id for one in found]
    names, text_by_id = titles_of(view, ids), dict(texts(view.db, ids))
    for one in found:
        look = SecondLook(SPAN, one.document_id, one.label, one.start, one.end)
        _row(view, look, names[one.document_id], _why_span(one, text_by_id[one.document_id]))


def _why_span(one: Missed, text: str) -> str:
    before, after = around(text, one.start, one.end)
    return (
        f"{as_text(before)}**{as_text(one.quote)}**{as_text(after)}  \n"
        f"marked {as_text(one.label)} in {one.share:.0%} of its places"
    )


def _row(view: View, look: SecondLook, title: str, why: str) -> None:
    where, words, keep = st.columns(WIDTHS, vertical_alignment="center")
    place = (look.start, look.end) if look.kind == SPAN else None
    where.markdown(f"[{as_text(title)}]({document_address(look.document_id, at=place)})")
    words.caption(why)
    key = f"keep {look.kind} {look.document_id} {look.start} {look.end} {look.was}"
    if keep.button("Keep as it is", key=key):
        try:
            keep_as_it_is(view.db, signed_in_author(), look)
        except SitrepError as error:
            st.error(as_text(str(error)))
        else:
            st.rerun()


def _looked_at(view: View) -> None:
    """What became of those that were settled."""
    blind = blind_ids(view.db)
    settled = [look for look in second_looks(view.db) if look.outcome and look.document_id not in blind]
    if not settled:
        return
    n_changed = sum(look.outcome == CHANGED for look in settled)
    with st.expander(f"Looked at: {n_changed:,} changed, {len(settled) - n_changed:,} kept"):
        names = titles_of(view, [look.document_id for look in settled])
        rows = [
            {
                "Doubted": f"the answer “{look.was}”" if look.kind == ANSWER else f"{look.was} not marked",
                "What became of it": "changed" if look.outcome == CHANGED else "kept as it is",
                "By": look.author or "in the article",
                "When (UTC)": minute(look.at or ""),
                "Open": document_address(look.document_id),
                "Article": names[look.document_id],
            }
            for look in settled
        ]
        link = {"Open": st.column_config.LinkColumn(display_text="open")}
        st.dataframe(rows, hide_index=True, width="stretch", column_config=link, alt="What became of doubted labels")
        st.caption("The next training learns from what was changed.")
