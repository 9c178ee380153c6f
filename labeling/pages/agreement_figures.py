"""The figures on the Agreement page: the headline, and tables whose rows narrow the list of differences."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from labeling.agreement.by_part import is_too_few
from labeling.agreement.figure import FEW
from labeling.agreement.words import FIGURES, TOO_FEW, interval, number, reading
from labeling.core.plural import n_of
from labeling.pages.session import as_text

TOO_FEW_HERE = "too few"
HELP = {
    "alpha": "Krippendorff's alpha: 1 is perfect, 0 is what chance gives",
    "kappa": "Cohen's kappa of this pair: 1 is perfect, 0 is what chance gives",
    "percent": "Of all pairs of layers, the share with the same value",
    "exact_f1": "Twice the spans both have, with the same start, end and label, of all spans of both",
    "overlap_f1": "The same for spans of one label that share at least one character",
    "alpha_u": "Krippendorff's alpha for unitising: the same stretches of text, beyond chance",
    "edges_apart": "Of the spans both have, the share that starts or ends elsewhere",
}


def headline(found: Mapping) -> None:
    """The figures people ask for first, each with its interval, its n and what that says."""
    cards = [
        ("Answers: Krippendorff's alpha", one["question"], "alpha", one["alpha"], reading(one["alpha"]))
        for one in found["questions"]
    ]
    spans = found["spans"]
    for title, name in (("Spans: overlap F1", "overlap_f1"), ("Spans: edges apart", "edges_apart")):
        few = TOO_FEW if spans[name]["value"] is not None and spans[name]["n"] < FEW else ""
        cards.append((title, "all labels", name, spans[name], few))
    for column, (title, of, name, figure, says) in zip(st.columns(len(cards)), cards, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(title, number(name, figure["value"]), help=HELP[name])
            is_told = figure["value"] is not None
            told = [interval(name, figure), n_of(figure["n"], "document")] if is_told else [figure["why"]]
            st.caption(as_text(", ".join(filter(None, (of, *told)))))
            if says:
                st.caption(f"**{as_text(says.capitalize())}.**")


def by_question(found: Mapping) -> None:
    if not found["questions"]:
        return
    st.markdown("#### Answers")
    table("question", found["questions"], ["alpha", "percent"])
    st.caption(
        "By Krippendorff's convention (2004) alpha from 0.80 on can be relied on, from 0.667 on for tentative"
        " conclusions; the whole interval is held against that."
    )


def by_label(found: Mapping) -> None:
    spans = found["spans"]
    if not spans["labels"]:
        return
    st.markdown("#### Spans by label")
    everything = {"label": "all labels", **{key: value for key, value in spans.items() if key != "labels"}}
    names = ["overlap_f1", "exact_f1", "alpha_u", "edges_apart"]
    table("label", [*spans["labels"], everything], names, count=("n_spans", "Spans"))
    if spans["confusion"]:
        told = ", ".join(f"{' and '.join(one['labels'])} {one['n']:,} times" for one in spans["confusion"][:5])
        st.caption(as_text(f"Shared characters under two labels: {told}."))


def by_pair(found: Mapping) -> None:
    """Everybody against everybody, in the figure that is chosen; a click on a cell narrows the list of differences."""
    pairs = {row["pair"]: row for row in found["spans"]["pairs"]}
    names = {FIGURES[name]: (None, name) for name in ("overlap_f1", "exact_f1")}
    for one in found["questions"]:
        for name in ("kappa", "percent"):
            names[f"{FIGURES[name]}: {one['question']}"] = (one, name)
    st.markdown("#### Pairs")
    shown = st.selectbox("Figure", list(names), label_visibility="collapsed")
    question, name = names[shown]
    rows = pairs if question is None else {row["pair"]: row for row in question["pairs"]}
    people = found["coders"]
    cells = {
        other: [_cell(rows.get(" · ".join(sorted((one, other)))), name) if one != other else "" for one in people]
        for other in people
    }
    frame = pd.DataFrame(cells, index=people)

    def choose() -> None:
        cell = next(iter(st.session_state["agreement pairs"]["selection"]["cells"]), None)
        if cell and people[cell[0]] != cell[1]:
            st.session_state["agreement pair"] = " · ".join(sorted((people[cell[0]], cell[1])))

    choosing = {"on_select": choose, "selection_mode": "single-cell", "key": "agreement pairs"}
    st.dataframe(frame, width="stretch", alt=shown, **choosing)
    mean = found["spans"]["mean_of_pairs"]
    told = ", ".join(f"{FIGURES[one]} {number(one, mean[one]['value'])}" for one in ("overlap_f1", "exact_f1"))
    st.caption(
        f"In brackets the documents both have finished. Mean of all pairs: {told}."
        " A click on a cell narrows the differences below."
    )


def of_attributes(found: Mapping) -> None:
    if not found["attributes"]:
        return
    rows = [row | {"of": f"{row['label']} {row['attribute']}"} for row in found["attributes"]]
    with st.expander("Attributes of the spans both have"):
        table("of", rows, ["percent", "alpha"], count=("n_spans", "Pairs of spans"), title="Attribute")
        st.caption("Where at least one said something of the span; “not said” by the other is a difference.")


def table(
    key: str, rows: Sequence[Mapping], names: Sequence[str], *, count: tuple[str, str] | None = None, title: str = ""
) -> None:
    """A row each; a label or a question that is clicked narrows the list of differences."""
    title = title or key.capitalize()
    frame = pd.DataFrame({title: [row[key] for row in rows]})
    for name in names:
        frame[_title(name)] = [_shown(name, row[name]) for row in rows]
    frame["Documents"] = [row[names[0]]["n"] for row in rows]
    if count:
        frame[count[1]] = [row[count[0]] for row in rows]
    help_of = {_title(name): st.column_config.TextColumn(help=HELP[name]) for name in names}
    choosing = {"on_select": _chooser(key, [row[key] for row in rows]), "selection_mode": "single-row"}
    choosing = {**choosing, "key": f"agreement {key} table"} if key in ("label", "question") else {}
    st.dataframe(frame, hide_index=True, width="stretch", column_config=help_of, alt=title, **choosing)


def _title(name: str) -> str:
    return FIGURES[name][0].upper() + FIGURES[name][1:]


def _chooser(key: str, names: Sequence[str]) -> Callable[[], None]:
    def choose() -> None:
        rows = st.session_state[f"agreement {key} table"]["selection"]["rows"]
        st.session_state[f"agreement {key}"] = names[rows[0]] if rows and names[rows[0]] != "all labels" else "all"

    return choose


def _shown(name: str, figure: Mapping) -> str:
    if is_too_few(figure):
        return TOO_FEW_HERE
    return " ".join(filter(None, (number(name, figure["value"]), interval(name, figure))))


def _cell(row: Mapping | None, name: str) -> str:
    return f"{number(name, row[name]['value'])} ({row[name]['n']:,})" if row else "–"
