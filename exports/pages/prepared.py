"""What a page has prepared for download: kept in the session until the settings change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be saved; `contents` is what the page shows of it."""

    settings: Any
    data: bytes
    contents: Any


def prepare_button(
    label: str, key: str, settings: Any, make: Callable[[Callable], tuple[bytes, Any]]
) -> Prepared | None:
    """A primary button that makes the file, and afterwards what it made; None before, and after a change of settings.

    `make(progress)` is called on a click; `progress(n_done, n_all)` moves the bar.
    """
    held: Prepared | None = st.session_state.get(key)
    current = held if held and held.settings == settings else None
    if st.button(label, type="secondary" if current else "primary", key=f"{key}.button"):
        bar = st.progress(0.0, "Preparing …")
        data, contents = make(
            lambda n, n_all: bar.progress(min(n / max(n_all, 1), 1.0), f"Preparing: {n:,} of {n_all:,} documents …")
        )
        bar.empty()
        st.session_state[key] = Prepared(settings, data, contents)
        st.rerun()  # so that the button above is drawn as one that has been pressed
    return current
