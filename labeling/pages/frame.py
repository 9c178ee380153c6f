"""What stands around every page: its name in the sidebar, who is signed in, the way out."""

from pathlib import Path

import streamlit as st

from labeling.pages.session import as_text, author_name

# A file of ours: a named icon would be fetched from elsewhere.
ICON = Path(__file__).with_name("icon.png")


def frame(pages: list[st.Page]) -> None:
    st.set_page_config(page_title="Sitrep", page_icon=str(ICON), layout="wide")
    chosen = st.navigation(pages, position="sidebar")
    if author_name():
        with st.sidebar:
            _who()
    chosen.run()


def _who() -> None:
    st.caption(as_text(author_name()))
    st.html(
        '<form method="post" action="/sign-out"><button style="font:inherit;font-size:.85rem;background:none;'
        'border:0;padding:0;color:inherit;opacity:.8;text-decoration:underline;cursor:pointer">Sign out</button></form>'
    )
