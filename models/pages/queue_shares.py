"""How the queue is dealt, to be seen and changed, and what its random share tells of all documents."""

import streamlit as st

from labeling.pages.session import as_text, signed_in_author
from labeling.workflow.reading.prevalence import prevalence
from labeling.workflow.reading.queue import KEYWORDS_UNTIL, MOST_SHARE, change_shares, shares
from models.pages.view import View
from models.pages.words import of_100

POOLS = {
    "unsure": ("Least sure", "What the detector is unsure of, each unlike those before: it learns most from these."),
    "keywords": ("By keywords", "What speaks most of attacks."),
    "random": ("At random", "An honest sample: only these tell how many of all documents are reports."),
}


def show(view: View) -> str:
    _prevalence(view)
    st.markdown("#### What comes next in the queue")
    st.caption(
        f"Until {KEYWORDS_UNTIL} answers documents come by keywords; then they are dealt in turn by these shares."
    )
    dealt = shares(view.db)
    with st.form("shares", border=False):
        columns = st.columns(len(POOLS))
        wanted = {}
        for column, (name, (title, meaning)) in zip(columns, POOLS.items(), strict=True):
            wanted[name] = column.number_input(title, 0, MOST_SHARE, dealt[name], key=f"share {name}")
            column.caption(meaning)
        changed = st.form_submit_button("Deal like this")
    if changed:
        change_shares(view.db, wanted, author=signed_in_author())
        st.toast("The queue is dealt like this from now on.")
    total = sum(wanted.values())
    if total:
        said = ", ".join(f"{wanted[name] * 100 / total:.0f} % {POOLS[name][0].lower()}" for name in POOLS)
        st.caption(
            as_text(
                f"That is {said}."
                + ("" if wanted["random"] else " Without random ones nothing is known of all documents.")
            )
        )
    named = " ".join(f"--{name} {share}" for name, share in wanted.items())
    return f"sitrep queue {named}"


def _prevalence(view: View) -> None:
    st.markdown("#### How many of all documents are reports?")
    found = prevalence(view.db, view.question)
    if found is None:
        st.info(
            "Nothing is known yet: no document that was drawn at random is answered. From "
            f"{KEYWORDS_UNTIL} answers on the queue brings some."
        )
        return
    st.markdown(
        f"**About {of_100(found.share, found.low, found.high)} of 100**, by n = {found.n:,} answered at random."
    )
