"""Which pages somebody may open; what they do on them is asked again where it is done."""

import streamlit as st

from labeling.core.roles import LEAST_ROLE, is_at_least
from labeling.pages.session import as_text, page_role


def may_open(least_role: str) -> bool:
    """Whether the signed-in person has this role; without anybody each page asks to sign in by itself."""
    role = page_role()
    return role is None or is_at_least(role, least_role)


def offer_to_load() -> None:
    """The way to the Load page, for those who may load."""
    if may_open(LEAST_ROLE["lead"]):
        st.link_button("Load documents", "/load", type="primary")
    else:
        st.caption(f"Whoever leads the project ({LEAST_ROLE['lead']} or above) loads them.")


def refuse(title: str, least_role: str) -> None:
    st.title(title)
    st.error(as_text(f"This page needs the role {least_role}; you are {page_role()}. Ask an admin of the project."))
    st.link_button("Annotate", "/annotate", type="primary")
