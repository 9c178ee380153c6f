"""What changed since the last version: the same documents, judged by both when neither had seen them."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from labeling.core.plural import n_of
from labeling.pages.session import as_text
from models.pages.view import View
from models.pages.words import BETTER, CHANCE, FIGURES, WORSE, bounds, change, figure, says
from models.versions.comparison import compare_versions

COLOURS = {BETTER: "green", WORSE: "red", CHANCE: "off"}
CARD = 180  # pixels: two beside each other on a telephone
SHOWN = ("average_precision", "f1", "macro_f1", "brier")


def changes(view: View) -> None:
    """The figures of the version that serves, each with its interval and an arrow where there is one to compare."""
    newest, before = view.versions[0], view.before
    is_same = before and (before.trained_on, before.settings) == (newest.trained_on, newest.settings)
    compared = (
        {"n": 0, "n_turned": 0, "rows": []}
        if is_same or not before
        else compare_versions(view.db, before.id, newest.id)
    )
    rows = {row["figure"]: row for row in compared["rows"]}
    if is_same:
        st.markdown(f"**Version {newest.id} learned the same as version {before.id}:** no text or answer changed.")
    elif before:
        _headline(view, compared)
    if view.version and view.version.id != newest.id:
        why = newest.metrics.get("why") or "another version was chosen"
        st.warning(as_text(f"Version {newest.id} is not used; version {view.version.id} is. {why}"))
    cards = st.container(horizontal=True)
    for key in SHOWN:
        name, _, meaning = FIGURES[key]
        low, high = bounds(newest.metrics, key)
        row = rows.get(key)
        with cards.container(width=CARD):
            st.metric(
                name,
                f"{newest.metrics[key]:.2f}",
                delta=change(row["difference"]) if row else None,
                delta_color=_colour(row),
                delta_arrow=_arrow(row),
                help=meaning + ".",
            )
            between = "no interval is known" if low is None else f"{low:.2f} to {high:.2f}"
            st.caption(between + (f"  \nchange {_between(row)}" if row else ""))
    n = newest.metrics["n"]
    parts = f"{newest.metrics['n_positive']:,} {view.question.positive}, {newest.metrics['n_negative']:,} "
    st.caption(
        f"Version {newest.id}, n = {n:,} documents ({parts}{view.question.negative}), out of fold: each judged by a "
        "model that did not see it. Below each figure its 95 % interval."
    )
    if said := of_sample(newest.metrics):
        st.caption(said)


def of_sample(metrics: Mapping[str, Any]) -> str:
    """What the figures are not of, and those of the documents that were drawn at random; empty where all were.

    >>> of_sample({"n": 90, "n_sampled": 1, "sample": None})[-55:]
    'Drawn at random: 1 document, too few for their figures.'
    """
    n, n_sampled = metrics["n"], metrics.get("n_sampled", metrics["n"])
    if n_sampled == n:
        return ""
    if not n_sampled:
        return (
            "None of these documents was drawn at random: the queue chose them, or they came with answers. For all "
            "documents the figures may differ."
        )
    chosen = (
        f"{n - n_sampled:,} of these documents were not drawn at random: for all documents the figures may differ. "
    )
    if not (sample := metrics.get("sample")):
        return f"{chosen}Drawn at random: {n_of(n_sampled, 'document')}, too few for their figures."
    told = (
        f"{FIGURES[key][0]} {figure(sample[key], *bounds(sample, key))}"
        for key in ("average_precision", "macro_f1", "brier")
    )
    return chosen + f"Of the n = {sample['n']:,} drawn at random: {', '.join(told)}."


def _headline(view: View, compared: dict) -> None:
    newest, before, n_shared = view.versions[0], view.before, compared["n"]
    more, n_turned = newest.metrics["n"] - before.metrics["n"], compared["n_turned"]
    learned = [f"{'+' if more > 0 else '−'}{n_of(abs(more), 'answered document')}"] if more else []
    learned += [n_of(n_turned, "changed answer")] if n_turned else []
    if newest.trained_on == before.trained_on:
        learned = ["the same texts and answers"]
    where = f"On the same {n_shared:,} documents: {_summary(compared['rows'])}."
    if not compared["rows"]:
        where = "They share too few documents to be compared."
    st.markdown(
        f"**Version {newest.id} against version {before.id}:** {', '.join(learned) or 'other texts or marks'}. {where}"
    )


def _summary(rows: list[dict]) -> str:
    """Which figures are surely better or worse, that is, beyond chance."""
    said = [f"{FIGURES[row['figure']][0]} is {says(row)}" for row in rows if says(row) in (BETTER, WORSE)]
    return ", ".join(said) or "no difference beyond chance"


def _colour(row: dict | None) -> str:
    """By name, for Streamlit takes our minus sign for none; grey where chance alone could have done it.

    >>> _colour({"figure": "f1", "difference": -0.2, "low": -0.3, "high": -0.1})
    'red'
    """
    return "off" if row is None else COLOURS[says(row)]


def _arrow(row: dict | None) -> str:
    if row is None or round(row["difference"], 3) == 0:
        return "off"
    return "up" if row["difference"] > 0 else "down"


def _between(row: dict) -> str:
    return f"{change(row['low'])} to {change(row['high'])}".replace("±", "")
