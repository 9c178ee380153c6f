"""What stands around every page: its name in the sidebar, who is signed in, the way out."""

from pathlib import Path

import streamlit as st

from labeling.pages.session import as_text, author_name

# A file of ours: a named icon would be fetched from elsewhere.
ICON = Path(__file__).with_name("icon.png")


# Streamlit's small print, the words on its primary button in the dark, and its inline code are too pale to read.
READABLE = """<style>
[data-testid='stCaptionContainer'] { opacity: 1 !important; color: light-dark(#4a5056, #bdbab4) !important; }
[data-testid='stCaptionContainer'] p { color: inherit !important; }
[data-testid^='stBaseButton-primary'], [data-testid^='stBaseLinkButton-primary'] {
    color: light-dark(#fff, #15181b) !important; }
[data-testid^='stBaseButton-primary'] p, [data-testid^='stBaseLinkButton-primary'] p { color: inherit !important; }
[data-testid='stMarkdownContainer'] :not(pre) > code { color: inherit !important; }
</style>"""


def frame(pages: list[st.Page]) -> None:
    st.set_page_config(page_title="Sitrep", page_icon=str(ICON), layout="wide")
    st.html(READABLE)
    st.session_state["addresses"] = {page.url_path for page in pages}  # a page may lead to another where it is there
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
