"""All versions, two of them side by side, and the way back to an earlier one."""

from itertools import islice

import streamlit as st

from labeling.pages.session import as_text, signed_in_author
from labeling.store.models import ModelVersion
from labeling.store.serving import servings
from models.choice import choose
from models.chores import KIND
from models.comparison import compare_versions
from models.pages.view import View
from models.pages.words import FIGURES, bounds, change, figure, finding, says

MOST_SERVED = 20


def show(view: View) -> str:
    _all(view)
    if len(view.versions) > 1:
        _side_by_side(view)
        _way_back(view)
    _served(view)
    return "sitrep versions"


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
        "Trained (UTC)": version.trained_at[:16].replace("T", " "),
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
            "Change": change(row["difference"]),
            "95 % interval": f"{change(row['low'])} to {change(row['high'])}",
            "Says": says(row),
        }
        for row in compared["rows"]
    ]
    st.dataframe(rows, hide_index=True, width="stretch", alt="Two versions on the same documents")
    st.caption(
        f"n = {compared['n']:,} documents both were measured on, out of fold, by the answers the later one knew."
    )


def _way_back(view: View) -> None:
    st.markdown("#### Back to an earlier one")
    others = [version.id for version in view.versions if not view.version or version.id != view.version.id]
    with st.form("way back", border=False):
        left, right = st.columns([1, 3])
        number = left.selectbox("Let version serve", others)
        why = right.text_input("Why", placeholder="A few words, for those who wonder later", max_chars=200)
        asked = st.form_submit_button("Let it serve")
    st.caption("Nothing is lost: the others stay, and each change is written down. Scores follow within seconds.")
    if asked and not why.strip():
        st.error("Say why in a few words first; nothing was changed.")
    elif asked:
        version = next(one for one in view.versions if one.id == number)
        offered = [offer["recall"] for offer in version.metrics.get("offers", ())]
        recall = view.recall if view.recall in offered else None
        choose(view.db, number, recall=recall, why=why, author=signed_in_author())
        st.rerun()


def _served(view: View) -> None:
    rows = [
        {
            "From (UTC)": one.at[:16].replace("T", " "),
            "Version": one.model_id,
            "Threshold": finding(one.recall),
            "Why": one.why,
        }
        for one in islice(servings(view.db, KIND), MOST_SERVED)
    ]
    with st.expander(as_text(f"What was in use, and why: the last {len(rows)}")):
        st.dataframe(rows, hide_index=True, width="stretch", alt="What was in use")
