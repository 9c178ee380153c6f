"""All versions of the span suggester, and the way back to an earlier one."""

from collections.abc import Mapping

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.store.learned.models import ModelVersion, model_versions
from labeling.store.learned.readings import KIND
from labeling.store.serving import serving
from models.pages.way_back import served, way_back
from models.pages.words import figure


def span_versions(db: Database) -> None:
    versions, chosen = model_versions(db, KIND), serving(db, KIND)
    if not versions:
        st.info("There is no version yet: the span suggester learns from finished articles with marks, from ten on.")
        return
    version = next((one for one in versions if chosen and one.id == chosen.model_id), None)
    st.markdown("#### Versions")
    fingerprint = st.column_config.TextColumn(help="Fingerprint of the texts and marks it learned from")
    rows = [_row(one, is_used=one is version) for one in versions]
    st.dataframe(rows, hide_index=True, width="stretch", column_config={"Data": fingerprint}, alt="All versions")
    st.caption(
        "F1 of exact spans, all labels, on documents each version had not seen (n), with what 95 % of the draws of "
        "documents lie between."
    )
    if len(versions) > 1:
        way_back(db, KIND, versions, version)
    served(db, KIND)


def _row(version: ModelVersion, *, is_used: bool) -> dict:
    metrics: Mapping = version.metrics
    return {
        "Version": version.id,
        "In use": "in use" if is_used else "",
        "Trained (UTC)": minute(version.trained_at),
        "n": metrics.get("n"),
        "Spans (n)": metrics.get("n_spans"),
        "F1": figure(metrics.get("f1"), metrics.get("f1_low"), metrics.get("f1_high")),
        "Dictionary and gazetteer": figure(metrics.get("known_f1")),
        "Labels it suggests": ", ".join(metrics.get("model_labels", ())) or "none",
        "Why used or not": metrics.get("why", ""),
        "Data": version.trained_on[:8],
    }
