"""The adjudicator: one Streamlit component, made of the .mjs files beside this one and of the annotator's."""

from functools import lru_cache
from pathlib import Path

import streamlit as st

from labeling.components.joined_modules import joined_modules
from labeling.components.workspace import HTML
from labeling.components.workspace import css as workspace_css

FOLDER = Path(__file__).resolve().parent


def adjudicator(*, author: str, token: str, document_id: str | None) -> None:
    """Show the coders' layers and gold for `author`, on `document_id` or on what is next."""
    mounted = st.components.v2.component("sitrep_adjudicator", html=HTML, css=css(), js=javascript())
    mounted(key="adjudicator", data={"author": author, "token": token, "document_id": document_id})


@lru_cache(maxsize=1)
def css() -> str:
    return workspace_css() + (FOLDER / "style.css").read_text("utf-8")


@lru_cache(maxsize=1)
def javascript() -> str:
    return joined_modules(FOLDER / "main.mjs")
