"""The table on the Load page that says what becomes of labels the scheme does not have."""

from dataclasses import replace

import streamlit as st

from exports.foreign_labels import Labels
from exports.loading.options import Options
from labeling.core.closest import closest
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme
from labeling.core.scheme_growth import name_near
from labeling.pages.session import as_text

ADD, LEAVE_OUT = "add it to the scheme", "leave its spans out"
MOST_ROWS = 50  # with more labels than that, another column is the label


def choose_labels(labels: Labels, scheme: Scheme, options: Options) -> Options:
    """A row for each unknown label with what it may become; `options` with what was chosen so far."""
    unknown = sorted(labels.unknown, key=lambda label: (-labels.unknown[label], label))
    names = [known.name for known in scheme.labels]
    st.subheader("Labels the scheme does not have")
    st.markdown("Say what becomes of each. Nothing is changed in your files.")
    can_be_new = [label for label in unknown[:MOST_ROWS] if name_near(label)]
    if len(can_be_new) > 1 and st.button(f"Add all {len(can_be_new)} to the scheme"):
        st.session_state.update({_key(label): ADD for label in can_be_new})
    chosen = {label: _row(label, labels.unknown[label], names) for label in unknown[:MOST_ROWS]}
    if len(unknown) > MOST_ROWS:
        st.caption(f"{n_of(len(unknown) - MOST_ROWS, 'more label')}: use --map and --drop on the command line.")
    is_settled = len(unknown) <= MOST_ROWS and None not in chosen.values()
    added = name_near if is_settled else str  # until then nothing is mapped to what is not there yet
    mapping = {label: added(label) if name == ADD else name for label, name in chosen.items()}
    return replace(
        options,
        mapping={label: name for label, name in mapping.items() if name not in (None, LEAVE_OUT, label)},
        drop=tuple(label for label, name in chosen.items() if name == LEAVE_OUT),
        add_labels=is_settled and ADD in chosen.values(),
    )


def _row(label: str, n: int, names: list[str]) -> str | None:
    name, count, choice = st.columns([3, 2, 4], vertical_alignment="center")
    name.markdown(f"**{as_text(label[:60])}**")
    count.markdown(n_of(n, "span"))
    nearest, new = closest(label, names), name_near(label)
    ordered = [nearest, *(one for one in names if one != nearest)] if nearest else names
    return choice.selectbox(
        f"What becomes of {label[:60]}",
        [*ordered, LEAVE_OUT, *([ADD] if new else [])],
        index=None,
        format_func=lambda name: f"{ADD} as {new}" if name == ADD and new != label else name,
        placeholder="becomes …",
        label_visibility="collapsed",
        key=_key(label),
    )


def _key(label: str) -> str:
    return f"load.label.{st.session_state['load.round']}.{label}"
