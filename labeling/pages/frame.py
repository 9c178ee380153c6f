"""What stands around every page: its name in the sidebar, who is signed in, the way out."""

from pathlib import Path

import streamlit as st

from labeling.pages.session import as_text, author_name, page_database, signed_in_author
from labeling.store.damage import noted_damage
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.keeping.backup import backup_warning

# A file of ours: a named icon would be fetched from elsewhere.
ICON = Path(__file__).with_name("icon.png")


# Streamlit's small print, the words on its primary button and on what was chosen of many in the dark, and its inline
# code are too pale to read.
READABLE = """<style>
[data-testid='stCaptionContainer'] { opacity: 1 !important; color: light-dark(#4a5056, #bdbab4) !important; }
[data-testid='stCaptionContainer'] p { color: inherit !important; }
[data-testid^='stBaseButton-primary'], [data-testid^='stBaseLinkButton-primary'] {
    color: light-dark(#fff, #15181b) !important; }
[data-testid^='stBaseButton-primary'] p, [data-testid^='stBaseLinkButton-primary'] p { color: inherit !important; }
[data-testid='stMultiSelect'] :has(> span[title]), [data-testid='stMultiSelect'] :has(> span[title]) * {
    color: light-dark(#fff, #15181b) !important; }
[data-testid='stMarkdownContainer'] :not(pre) > code { color: inherit !important; }
</style>"""


QUIET = (
    "font:inherit;font-size:.85rem;background:none;border:0;padding:0;color:inherit;opacity:.8;"
    "text-decoration:underline;cursor:pointer"
)


def frame(sections: dict[str, list[st.Page]]) -> None:
    """`sections`: the pages by the heading they stand under beside the page."""
    st.set_page_config(page_title="Sitrep", page_icon=str(ICON), layout="wide")
    st.html(READABLE)
    st.session_state["addresses"] = addresses(sections)
    chosen = st.navigation(sections, position="hidden")
    with st.sidebar:
        _ways(sections)
        if author_name():
            _who()
    if author_name():
        warn()
    chosen.run()


def addresses(sections: dict[str, list[st.Page]]) -> set[str]:
    """Where a page may lead to: the pages that whoever is signed in may open.

    >>> from types import SimpleNamespace as Page
    >>> pages = [Page(url_path="agreement", visibility="visible"), Page(url_path="people", visibility="hidden")]
    >>> addresses({"Team": pages})
    {'agreement'}
    """
    return {page.url_path for pages in sections.values() for page in pages if page.visibility == "visible"}


def _ways(sections: dict[str, list[st.Page]]) -> None:
    """The pages by section. Streamlit's own list of them puts headings where a list holds entries alone."""
    for name, pages in sections.items():
        shown = [page for page in pages if page.visibility == "visible"]
        if shown:
            with st.container(gap="xsmall"):
                st.caption(name)
                for page in shown:
                    st.page_link(page)


def warn() -> None:
    """Above every page: what endangers the work itself. A backup is the business of those who lead."""
    db, author = page_database(), signed_in_author()
    if noted_damage(Path(db.opened_file[0])):
        st.error(
            "The database file was found damaged, so nothing more is saved to it. What you do on the Annotate page "
            "waits in your browser. Whoever runs Sitrep: ask `sitrep doctor`, stop Sitrep, `sitrep restore` a backup."
        )
    if is_allowed(db, author, "lead") and (warning := backup_warning(db)):
        st.sidebar.warning(f"{warning} Make one: `sitrep backup`.")


def _who() -> None:
    st.divider()
    st.caption(as_text(author_name()))
    st.html(
        f'<a href="/account" target="_self" style="{QUIET}">Account</a>'
        f'<form method="post" action="/sign-out"><button style="{QUIET}">Sign out</button></form>'
    )
