"""The guidelines: what is marked, and how, as the scheme says it."""

import streamlit as st

from labeling.core.scheme import Label, Question
from labeling.pages.session import page_database, signed_in
from labeling.store.schemes import current_scheme


def show() -> None:
    signed_in()
    st.title("Guidelines")
    scheme = current_scheme(page_database())
    st.caption(f"Version {scheme.guideline_version} · scheme {scheme.id}. They come with the scheme, a file of yours.")
    for question in scheme.questions:
        _question(question)
    st.subheader("Spans")
    for label in scheme.labels:
        _label(label)
    st.subheader("In every label")
    st.text(
        "Mark every mention, in the new attack and in the background alike. Spans may overlap and nest. "
        "No pronouns, no trailing punctuation, no possessive ’s."
    )


def _question(question: Question) -> None:
    st.subheader(question.text)
    st.text(question.guideline)
    for value in question.values:
        reasons = ", ".join(reason.replace("_", " ") for reason in value.reasons)
        st.text(f"{value.key}   {value.name}" + (f" (may say why: {reasons})" if reasons else ""))


def _label(label: Label) -> None:
    with st.container(border=True):
        swatch, words = st.columns([1, 5])
        swatch.html(
            f'<div style="border-bottom:4px solid {label.color};font-weight:600;display:inline-block">'
            f"{label.name} <kbd>{label.key}</kbd></div>"
        )  # name, color and key were checked when the scheme was read
        words.text(label.guideline)
        for attribute in label.attributes:
            words.caption(f"{attribute.name}: {attribute.expected}")
