"""What a page has prepared for download: a file on disk, kept with the session until the settings change."""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from labeling.pages.session import page_database, signed_in_author
from labeling.workflow.accounts.permission import check_allowed

Make = Callable[[Path, Callable[[int, int], None]], Any]


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Prepared:
    """A file ready to be saved; `contents` is what the page shows of it. The file goes when nobody holds this."""

    settings: Any
    path: Path
    contents: Any

    def read(self) -> bytes:
        return self.path.read_bytes()


def prepare_button(
    label: str, key: str, settings: Any, make: Make, *, file: str, disabled: bool = False
) -> Prepared | None:
    """A primary button that makes the file, and afterwards what it made; None before, and after a change of settings.

    `make(path, progress)` is called on a click and writes to `path`; `progress(n_done, n_all)` moves the bar.
    """
    held: Prepared | None = st.session_state.get(key)
    current = held if held and held.settings == settings else None
    kind = "secondary" if current or disabled else "primary"  # a primary one that is disabled cannot be read
    if st.button(label, type=kind, key=f"{key}.button", disabled=disabled):
        st.session_state[key] = _prepared(settings, make, file)
        st.rerun()  # so that the button above is drawn as one that has been pressed
    return current


def download_button(prepared: Prepared, mime: str) -> None:
    """Saves the file; it is read into memory when it is asked for, and not before."""
    name = prepared.path.name
    st.download_button(f"Download {name}", prepared.read, name, mime, type="primary", on_click="ignore")


def _prepared(settings: Any, make: Make, file: str) -> Prepared:
    check_allowed(page_database(), signed_in_author(), "lead")
    path = Path(tempfile.mkdtemp(prefix="sitrep-export-"), file)
    bar = st.progress(0.0, "Preparing …")
    try:
        contents = make(
            path,
            lambda n, n_all: bar.progress(min(n / max(n_all, 1), 1.0), f"Preparing: {n:,} of {n_all:,} documents …"),
        )
        prepared = Prepared(settings, path, contents)
    except BaseException:  # also Streamlit's own, when somebody leaves the page
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    finally:
        bar.empty()
    weakref.finalize(prepared, shutil.rmtree, path.parent, ignore_errors=True)
    return prepared
