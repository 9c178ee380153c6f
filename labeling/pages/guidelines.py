"""The guidelines: what is marked, and how; what to look at again after a change; who changed them and why."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.guidance.guideline import GENERAL, LABEL, QUESTION, Guideline, GuidelineVersion, Part
from labeling.core.guidance.guideline_file import read_guideline
from labeling.core.scheme import Label, Question, Scheme
from labeling.pages import guideline_change, guideline_review, guideline_versions
from labeling.pages.guideline_part import show_part
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.authors import Author
from labeling.store.guidelines import current_guideline
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import is_allowed

READ, VERSIONS, CHANGE = "Read", "Versions", "Change"


def show() -> None:
    author, db = signed_in_author(), page_database()
    st.title("Guidelines")
    with plain_errors():
        version, scheme = current_guideline(db), current_scheme(db)
        st.caption(as_text(_about(version)))
        guideline_review.show(db, author)
        _tabs(db, author, version, scheme)
    command_line(
        'sitrep guidelines show > guidelines.md\nsitrep guidelines replace guidelines.md --note "What changed"'
    )


def _about(version: GuidelineVersion) -> str:
    by = f", {version.author}" if version.author else ""
    return f"{version.name.capitalize()} · {version.at[:10]}{by}: {version.note}"


def _tabs(db: Database, author: Author, version: GuidelineVersion, scheme: Scheme) -> None:
    may_change = is_allowed(db, author, "lead")
    names = [READ, VERSIONS, *([CHANGE] if may_change else [])]
    wanted = st.query_params
    first = CHANGE if may_change and "case" in wanted else VERSIONS if "version" in wanted else READ
    tabs = dict(zip(names, st.tabs(names, default=first), strict=True))
    with tabs[READ]:
        _read(read_guideline(version.text, where=version.name), scheme)
    with tabs[VERSIONS]:
        guideline_versions.show(db)
    if may_change:
        with tabs[CHANGE]:
            guideline_change.show(db, author, version, scheme)


def _read(guideline: Guideline, scheme: Scheme) -> None:
    if general := guideline.part((GENERAL, "")):
        show_part(general, scheme)
    for question in scheme.questions:
        _question(question, guideline.part((QUESTION, question.name)), scheme)
    st.subheader("Labels")
    for label in scheme.labels:
        _label(label, guideline.part((LABEL, label.name)), scheme)


def _question(question: Question, part: Part | None, scheme: Scheme) -> None:
    st.subheader(as_text(question.text))
    show_part(part or Part((QUESTION, question.name), "", (question.guideline,)), scheme)
    for value in question.values:
        reasons = ", ".join(reason.replace("_", " ") for reason in value.reasons)
        st.text(f"{value.key}   {value.name}" + (f" (may say why: {reasons})" if reasons else ""))


def _label(label: Label, part: Part | None, scheme: Scheme) -> None:
    with st.container(border=True):
        st.html(
            f'<div style="border-bottom:4px solid {label.color};font-weight:600;display:inline-block">'
            f"{label.name} <kbd>{label.key}</kbd></div>"
        )  # name, color and key were checked when the scheme was read
        show_part(part or Part((LABEL, label.name), "", (label.guideline,)), scheme)
        for attribute in label.attributes:
            st.caption(as_text(f"{attribute.name}: {attribute.expected}"))
