"""The span annotator: one Streamlit component, made of the plain .mjs files beside this one."""

from functools import lru_cache
from pathlib import Path

import streamlit as st

from labeling.components.joined_modules import joined_modules

FOLDER = Path(__file__).resolve().parent
HTML = '<div class="host"></div>'


def span_annotator(*, author: str, token: str, document_id: str | None, place: str | None = None) -> None:
    """Show the workspace for `author`, on `document_id` or on what the queue gives. It fetches and saves by itself.

    `place`: what of the document to show first, "START-END" in code points.
    """
    mounted = st.components.v2.component("sitrep_span_annotator", html=HTML, css=css(), js=javascript())
    data = {"author": author, "token": token, "document_id": document_id, "place": place}
    mounted(key="span_annotator", data=data)


@lru_cache(maxsize=1)
def css() -> str:
    return (FOLDER / "style.css").read_text("utf-8")


@lru_cache(maxsize=1)
def javascript() -> str:
    return joined_modules(FOLDER / "main.mjs")
