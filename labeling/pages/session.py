"""What every page asks first: who is here, which database; and how refusals and commands are shown."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

import streamlit as st
from sqlite_utils import Database

from labeling.core.errors import SitrepError
from labeling.store.authors import Author, author_named
from labeling.store.database import database
from labeling.workflow.accounts.permission import role_of
from labeling.workflow.accounts.session import COOKIE, request_token
from labeling.workflow.accounts.session import signed_in_author as signed_in_author_of


def author_name() -> str | None:
    """The signed-in name, from the header that only the gate can set; None also once the session has ended.

    The header is of the moment when the page was opened, and a page may stay open for days.
    """
    name = st.context.headers.get("X-Sitrep-Author")
    author = signed_in_author_of(page_database(), st.context.cookies.get(COOKIE)) if name else None
    return unquote(name) if author and author.name == unquote(name) else None


def token() -> str:
    """What the annotator sends back with each save."""
    cookie = st.context.cookies.get(COOKIE)
    return request_token(cookie) if isinstance(cookie, str) else ""  # a page run by a test has no cookies


def signed_in() -> str:
    """The author's name; without one the page ends with the way to sign in."""
    name = author_name()
    if name is None:
        st.info("Sign in to go on: your work is kept under your name.")
        st.link_button("Sign in", "/sign-in")
        st.stop()
    return name


def signed_in_author() -> Author:
    return author_named(page_database(), signed_in()) or Author(0, signed_in(), "person", "annotator")


def page_role() -> str | None:
    """The role that counts now of who is signed in; None: nobody is."""
    return role_of(page_database(), signed_in_author()) if author_name() else None


def page_database() -> Database:
    """This run's connection to the project; where there is none the page says why and ends."""
    try:
        return database()
    except SitrepError as error:
        st.error(as_text(str(error)))
        st.stop()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Show a refusal as a sentence on the page instead of a traceback."""
    try:
        yield
    except SitrepError as error:
        st.error(as_text(str(error)))


def as_text(words: str) -> str:
    r"""Words as Markdown that shows them as they are: names in messages come from files and people.

    >>> print(as_text("a*b.txt: :red[x] <b>"))
    a\*b\.txt\: \:red\[x\] \<b\>
    """
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:])", r"\\\1", words)


def command_line(text: str) -> None:
    """The command that does the same as this page."""
    st.caption("The same from the command line:")
    st.code(text, language=None)
