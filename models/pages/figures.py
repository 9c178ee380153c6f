"""The figures of a detector on its page: the newest version's, their plots, and the table of all versions."""

import streamlit as st

from labeling.core.scheme import Question
from labeling.store.models import ModelVersion
from models.pages import plots

# name, key, which way is good ("off": no change is shown), meaning
FIGURES = (
    ("F1", "f1", "normal", "Precision and recall of the reports it finds, in one."),
    ("Average precision", "average_precision", "normal", "How well reports rank above the rest. 1 is perfect."),
    ("Macro-F1", "macro_f1", "normal", "F1 of both answers, averaged. Guessing cannot win it."),
    ("Brier", "brier", "inverse", "Mean squared error of the scores. Lower is better; .25 is a coin."),
    ("F1 of all-yes", "all_yes_f1", "off", "What answering yes to everything gets: the trap to beat."),
)


def show_figures(versions: list[ModelVersion], question: Question) -> None:
    now, before = versions[0].metrics, versions[1].metrics if len(versions) > 1 else {}
    for column, (name, key, colour, meaning) in zip(st.columns(len(FIGURES)), FIGURES, strict=True):
        changed = 0 if colour == "off" or key not in before else round(now[key] - before[key], 3)
        column.metric(name, f"{now[key]:.3f}", changed or None, delta_color=colour)
        column.caption(meaning)
    counts = f"{now['n_positive']:,} {question.positive}, {now['n_negative']:,} {question.negative}"
    st.caption(
        f"Version {versions[0].id}, n = {now['n']:,} documents ({counts}), {now['method']}: each is judged by a model "
        f"that did not see it, in {now['n_folds']} folds. It says “{question.positive}” from a score of "
        f"{now['threshold']:.2f} on." + (f" Changes are against version {versions[1].id}." if before else "")
    )
    _plots(now)


def _plots(now: dict) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("#### More answers, better figures?")
        curve = now["learning_curve"]
        if curve:
            st.caption(f"Trained on part of the answers, measured on the others; mean of {curve[0]['n_draws']} folds.")
            st.altair_chart(plots.learning_curve(curve), width="stretch")
        else:
            st.caption("From 20 answers on a learning curve stands here.")
    with right:
        st.markdown("#### Does a score mean what it says?")
        st.caption("On the line, of documents scored 70 % seven in ten are reports. Size: number of documents.")
        st.altair_chart(plots.calibration(now["calibration"]), width="stretch")


def show_versions(versions: list[ModelVersion]) -> None:
    st.markdown("#### Versions")
    rows = [_row(version, before) for version, before in zip(versions, [*versions[1:], None], strict=True)]
    number = st.column_config.NumberColumn(format="%.3f")
    columns = dict.fromkeys(("F1", "All-yes F1", "AP", "Macro-F1", "Brier", "Threshold"), number)
    columns["Data"] = st.column_config.TextColumn(help="Fingerprint of the texts and answers it learned from")
    st.dataframe(rows, hide_index=True, width="stretch", column_config=columns)


def _row(version: ModelVersion, before: ModelVersion | None) -> dict:
    metrics = version.metrics
    return {
        "Version": version.id,
        "Trained (UTC)": version.trained_at[:16].replace("T", " "),
        "What changed": _change(version, before),
        "n": metrics["n"],
        "F1": metrics["f1"],
        "All-yes F1": metrics["all_yes_f1"],
        "AP": metrics["average_precision"],
        "Macro-F1": metrics["macro_f1"],
        "Brier": metrics["brier"],
        "Threshold": metrics["threshold"],
        "Data": version.trained_on[:8],
    }


def _change(version: ModelVersion, before: ModelVersion | None) -> str:
    if before is None:
        return "the first one"
    if version.trained_on == before.trained_on:
        same = version.settings == before.settings
        return "nothing" if same else "settings"
    more = version.metrics["n"] - before.metrics["n"]
    return f"{more:+,} documents" if more else "other answers"
