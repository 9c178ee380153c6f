"""All versions of either model, two of the detector side by side, and the way back to an earlier one."""

import streamlit as st

from labeling.core.clock import minute
from labeling.store.learned.models import ModelVersion
from models.pages.span_versions import span_versions
from models.pages.view import View
from models.pages.way_back import served, way_back
from models.pages.words import FIGURES, bounds, change, figure, says
from models.versions.choice import NAMES
from models.versions.comparison import compare_versions
from models.versions.kind import KIND


def show(view: View) -> str:
    kind = st.segmented_control("Versions of", [*NAMES], format_func=_name, default=KIND, required=True)
    if kind != KIND:
        span_versions(view.db)
        return f"sitrep versions --kind {kind}"
    if not view.versions:
        st.info("There is no version of the detector yet: it learns from answers, as soon as there are enough.")
        return "sitrep versions"
    _all(view)
    if len(view.versions) > 1:
        _side_by_side(view)
        way_back(view.db, KIND, view.versions, view.version, recall=view.recall)
    served(view.db, KIND)
    return "sitrep versions"


def _name(kind: str) -> str:
    return NAMES[kind][0].capitalize()


def _all(view: View) -> None:
    pairs = zip(view.versions, [*view.versions[1:], None], strict=True)
    rows = [_row(version, before, view) for version, before in pairs]
    fingerprint = st.column_config.TextColumn(help="Fingerprint of the texts and answers it learned from")
    st.markdown("#### Versions")
    st.dataframe(rows, hide_index=True, width="stretch", column_config={"Data": fingerprint}, alt="All versions")


def _row(version: ModelVersion, before: ModelVersion | None, view: View) -> dict:
    metrics = version.metrics
    row = {
        "Version": version.id,
        "In use": "in use" if view.version and version.id == view.version.id else "",
        "Trained (UTC)": minute(version.trained_at),
        "What changed": _change(version, before),
        "n": metrics["n"],
    }
    row |= {FIGURES[key][0]: figure(metrics.get(key), *bounds(metrics, key)) for key in FIGURES}
    return row | {"Why used or not": metrics.get("why", ""), "Data": version.trained_on[:8]}


def _change(version: ModelVersion, before: ModelVersion | None) -> str:
    if before is None:
        return "the first one"
    if version.trained_on == before.trained_on:
        same = version.settings == before.settings
        return "nothing" if same else "settings"
    more = version.metrics["n"] - before.metrics["n"]
    return f"{more:+,} documents" if more else "other answers"


def _side_by_side(view: View) -> None:
    st.markdown("#### Two side by side")
    numbers = [version.id for version in view.versions]
    left, right = st.columns(2)
    before = left.selectbox("Version", numbers, index=1, key="compare before")
    after = right.selectbox("against version", numbers, index=0, key="compare after")
    if before == after:
        st.caption("Choose two different ones.")
        return
    compared = compare_versions(view.db, before, after)
    if not compared["rows"]:
        st.info("They share no documents to be compared on.")
        return
    rows = [
        {
            "Figure": FIGURES[row["figure"]][0],
            f"Version {before}": figure(row["before"]),
            f"Version {after}": figure(row["after"]),
            "Says": says(row),
            "Change": change(row["difference"]),
            "95 % interval": f"{change(row['low'])} to {change(row['high'])}",
        }
        for row in compared["rows"]
    ]
    st.dataframe(rows, hide_index=True, width="stretch", alt="Two versions on the same documents")
    st.caption(
        f"n = {compared['n']:,} documents both were measured on, out of fold, by the answers the later one knew."
    )
