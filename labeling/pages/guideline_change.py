"""Changing the guidelines: one part at a time, with a note, and a choice of what is to be looked at again."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.errors import SitrepError
from labeling.core.guidance.case import Case
from labeling.core.guidance.guideline import GENERAL, LABEL, GuidelineVersion, Topic, topics_of, with_part
from labeling.core.guidance.guideline_file import read_guideline
from labeling.core.marked_words import plain_words
from labeling.core.scheme import Scheme
from labeling.pages.guideline_part import show_part
from labeling.pages.session import as_text, plain_errors
from labeling.store.authors import Author
from labeling.workflow.guidance.cases import taken_over, visible_cases
from labeling.workflow.guidance.guidelines import change_guideline

BASE, SAVED = "guideline base", "guideline saved"  # what is edited; the sentence after saving
HOW = (
    "Markdown. An example is a line `- Good: …` or `- Bad: …` with marks written as `[words|LABEL]`; below it, "
    "indented, `Why: …`, and for a question `Answer: …`. Pictures and HTML are not shown."
)


def show(db: Database, author: Author, version: GuidelineVersion, scheme: Scheme) -> None:
    if SAVED in st.session_state:
        st.success(st.session_state.pop(SAVED))
    base = st.session_state.setdefault(BASE, version)
    if base.id != version.id:
        st.warning(f"The guidelines were changed meanwhile: {as_text(version.name)}, {as_text(version.note)}.")
        if st.button("Begin again from it; what you typed here is lost"):
            st.session_state[BASE] = version
            st.rerun()
    case = _case(db, author)
    topics = [(GENERAL, ""), *topics_of(scheme)]
    topic = st.selectbox("Part", topics, format_func=_name)
    before = read_guideline(base.text, where=base.name)
    source = _edited(before.part(topic).source if before.part(topic) else "", case, base, topic)
    note = st.text_input("What changed, and why", f"Ruling: {case.title}"[:500] if case else "", key=f"note {base.id}")
    touched = st.multiselect(
        "To be looked at again",
        topics_of(scheme),
        default=[topic] if topic[0] != GENERAL else [],
        format_func=_name,
        placeholder="nothing",
        help="Whoever marked articles with these is asked to look at them again. Leave it empty for a typo.",
        key=f"touched {base.id} {topic}",
    )
    text = with_part(before, topic, source)
    _preview(text, topic, scheme)
    if st.button("Save as a new version", type="primary"):
        _save(db, author, text, note, touched, base, case)


def _edited(source: str, case: Case | None, base: GuidelineVersion, topic: Topic) -> str:
    """What stands in the box: the part, and below it the ruling that is to be taken over."""
    if case:
        words = plain_words(" ".join((case.quote or case.title).split()))
        why = " ".join(case.ruling.text.split())
        source = f"{source}\n\n- Good: {words}\n  Why: {why}".strip("\n")
    key = f"source {base.id} {topic} {case.id if case else ''}"
    return st.text_area("Text", source, height=360, help=HOW, key=key)


def _case(db: Database, author: Author) -> Case | None:
    """The settled question whose ruling is to be taken over, chosen here or in the address."""
    settled = [case for case in visible_cases(db, author) if case.ruling and not case.guideline_id]
    if not settled:
        return None
    ids = [None, *(case.id for case in settled)]
    by_id = {case.id: case for case in settled}
    wanted = st.query_params.get("case")
    chosen = st.selectbox(
        "Takes over the ruling of",
        ids,
        index=ids.index(wanted) if wanted in by_id else 0,
        format_func=lambda case_id: by_id[case_id].title if case_id else "no question",
    )
    return by_id.get(chosen)


def _preview(text: str, topic: Topic, scheme: Scheme) -> None:
    with plain_errors():
        part = read_guideline(text, where="The guidelines", scheme=scheme).part(topic)
        with st.expander("How it reads"):
            if part:
                show_part(part, scheme)


def _save(
    db: Database,
    author: Author,
    text: str,
    note: str,
    touched: list[Topic],
    base: GuidelineVersion,
    case: Case | None,
) -> None:
    try:
        made = change_guideline(db, author, text, note=note, touched=touched, base=base.id)
        if made and case:
            taken_over(db, author, case.id, made.id)
    except SitrepError as error:
        st.error(as_text(str(error)))
        return
    del st.session_state[BASE]
    st.session_state[SAVED] = (
        f"{made.name.capitalize()} is saved." if made else "Nothing changed, so nothing was saved."
    )
    st.query_params.pop("case", None)
    st.rerun()


def _name(topic: Topic) -> str:
    kind, name = topic
    if kind == GENERAL:
        return "About everything"
    return name if kind == LABEL else f"{name.replace('_', ' ')} (question)"
