"""The versions of the guidelines: who changed what and why, and any of them as it read."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.guidance.guideline import GuidelineVersion
from labeling.core.guidance.guideline_changes import changed_lines
from labeling.store.guidelines import guideline_versions


def show(db: Database) -> None:
    versions = guideline_versions(db)
    rows = [
        {
            "Version": one.number if one.number > 0 else None,
            "When (UTC)": minute(one.at),
            "Who": one.author or "",
            "What changed": one.note,
            "Looked at again": ", ".join(name for _, name in one.touched),
        }
        for one in versions
    ]
    st.dataframe(rows, hide_index=True, width="stretch", alt="Versions of the guidelines, newest first")
    numbers = [one.number for one in versions]
    wanted = st.query_params.get("version", "")
    first = numbers.index(int(wanted)) if wanted.isdecimal() and int(wanted) in numbers else 0
    by_number = {one.number: one for one in versions}
    number = st.selectbox("Show", numbers, index=first, format_func=lambda number: by_number[number].name.capitalize())
    before = next((one for one in versions if one.number < number), None)
    _one(by_number[number], before)


def _one(version: GuidelineVersion, before: GuidelineVersion | None) -> None:
    if before:
        st.caption(f"What changed since {before.name}")
        st.code(changed_lines(before.text, version.text) or "Nothing.", language="diff", wrap_lines=True)
    with st.expander("The whole text", expanded=before is None):
        st.code(version.text, language="markdown", wrap_lines=True)
