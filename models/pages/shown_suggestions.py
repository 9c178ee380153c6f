"""How often suggestions must be right to be shown: what each choice would show, and the choice itself."""

import streamlit as st
from sqlite_utils import Database

from labeling.pages.session import as_text, signed_in_author
from labeling.store.learned.models import ModelVersion
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.suggesting.precision import PRECISIONS, Shown, change_precision, choices, precision
from models.pages.words import of_100


def shown_suggestions(db: Database, version: ModelVersion | None) -> None:
    """The choice of the project, and, with a version that serves, what each choice is worth."""
    st.markdown("#### Which of its suggestions are shown")
    found = choices(version.metrics) if version else []
    if found:
        _table(found, version)
    elif version and not version.metrics.get("model_labels"):
        st.caption("Dictionary and gazetteer suggest every label as yet; this choice holds once the model does.")
    elif version:
        st.caption("The version in use did not count what each choice shows; the next training does.")
    else:
        st.caption("It holds for the first version too, once there is one.")
    _choice(db)


def _table(found: list[Shown], version: ModelVersion) -> None:
    rows = [
        {
            "Right at least": words(one.precision),
            "Suggestions shown": one.n_shown,
            "Right": f"{of_100(one.n_right / one.n_shown)} of 100" if one.n_shown else "–",
            "Of the marked spans it finds": f"{of_100(one.n_right / one.n_marked)} of 100" if one.n_marked else "–",
        }
        for one in found
    ]
    st.dataframe(rows, hide_index=True, width="stretch", alt="What each choice would show")
    labels = ", ".join(version.metrics["model_labels"])
    st.caption(
        as_text(
            f"Version {version.id} on n = {version.metrics['n']:,} documents it did not see, with "
            f"{found[0].n_marked:,} marked spans of the labels it suggests ({labels})."
        )
    )


def _choice(db: Database) -> None:
    author, now = signed_in_author(), precision(db)
    may = is_allowed(db, author, "lead")
    with st.form("precision", border=False):
        wanted = st.selectbox(
            "Show suggestions that are right at least",
            PRECISIONS,
            index=PRECISIONS.index(now) if now in PRECISIONS else 1,
            format_func=words,
            disabled=not may,
        )
        asked = st.form_submit_button("Show these", disabled=not may)
    if not may:
        st.caption("Who leads the project can change this.")
    elif asked:
        change_precision(db, wanted, author)
        st.toast("It holds from the next article that is opened on.")
        st.rerun()


def words(share: float) -> str:
    """A share as people say it.

    >>> words(0.6)
    '6 times in 10'
    """
    return f"{share * 10:.0f} times in 10"
