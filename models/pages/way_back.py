"""The way back to an earlier version of a model, and what was in use when."""

from collections.abc import Sequence
from itertools import islice

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.pages.session import as_text, signed_in_author
from labeling.store.learned.models import ModelVersion
from labeling.store.serving import servings
from models.pages.words import finding
from models.versions.choice import choose
from models.versions.kind import KIND

MOST_SERVED = 20


def way_back(
    db: Database,
    kind: str,
    versions: Sequence[ModelVersion],
    version: ModelVersion | None,
    *,
    recall: float | None = None,
) -> None:
    """`version`: the one that serves; `recall`: the choice of threshold, kept where the other version offers it too."""
    st.markdown("#### Use another version")
    others = [one.id for one in versions if not version or one.id != version.id]
    with st.form(f"way back {kind} {version and version.id}", border=False):  # empty again after each change
        left, right = st.columns([1, 3])
        number = left.selectbox("Let version serve", others)
        why = right.text_input("Why", placeholder="A few words, for those who wonder later", max_chars=200)
        asked = st.form_submit_button("Let it serve")
    follows = "Scores follow" if kind == KIND else "Suggestions follow"
    st.caption(f"Nothing is lost: the others stay, and each change is written down. {follows} within seconds.")
    if asked and not why.strip():
        st.error("Say why in a few words first; nothing was changed.")
    elif asked:
        other = next(one for one in versions if one.id == number)
        offered = [offer["recall"] for offer in other.metrics.get("offers", ())]
        kept = recall if recall in offered else None
        choose(db, number, recall=kept, why=why, kind=kind, author=signed_in_author())
        st.toast(f"Version {number} is in use.")
        st.rerun()


def served(db: Database, kind: str) -> None:
    rows = [
        {"From (UTC)": minute(one.at), "Version": one.model_id}
        | ({"Threshold": finding(one.recall)} if kind == KIND else {})
        | {"Why": one.why}
        for one in islice(servings(db, kind), MOST_SERVED)
    ]
    with st.expander(
        as_text(f"What was in use, and why{f': the last {MOST_SERVED}' if len(rows) == MOST_SERVED else ''}")
    ):
        st.dataframe(rows, hide_index=True, width="stretch", alt="What was in use")
