"""Where detector and people disagree: false alarms and misses, each one click from its article."""

import streamlit as st

from labeling.core.plural import n_of
from labeling.pages.document_address import document_address
from labeling.store.blindness import blind_ids
from models.pages.view import View, titles_of
from models.suspects import confused

MOST = 100


def disagreements(view: View) -> None:
    cells = confused(view.rows, view.threshold)
    yes, no = view.question.positive, view.question.negative
    st.markdown("#### Where it disagrees with people")
    if not view.rows:
        st.caption("This version is from before that was kept. Train again to see it.")
        return
    table = [
        {
            "": f"People say {yes}",
            f"It says {yes}": len(cells["true_positives"]),
            f"It says {no}": len(cells["false_negatives"]),
        },
        {
            "": f"People say {no}",
            f"It says {yes}": len(cells["false_positives"]),
            f"It says {no}": len(cells["true_negatives"]),
        },
    ]
    st.table(table, border="horizontal")
    st.caption(f"n = {len(view.rows):,} documents, out of fold, from a score of {view.threshold:.2f} on.")
    blind = blind_ids(view.db)
    score_by_id = {row.document_id: row.score for row in view.rows}
    for cell, title, empty in (
        ("false_positives", "False alarms", "No false alarm."),
        ("false_negatives", "Misses", "No report was missed."),
    ):
        ids = [one for one in cells[cell] if one not in blind]
        with st.expander(f"{title}: {n_of(len(ids), 'document')}"):
            if not ids:
                st.caption(empty)
                continue
            names = titles_of(view, ids[:MOST])
            rows = [
                {
                    "Score": f"{score_by_id[one]:.0%}",
                    "Open": document_address(one),
                    "Why": document_address(one, "detector"),
                    "Article": names[one],
                }
                for one in ids[:MOST]
            ]
            columns = {
                "Open": st.column_config.LinkColumn(display_text="open"),
                "Why": st.column_config.LinkColumn(display_text="words", help="The words that move its score"),
            }
            st.dataframe(rows, hide_index=True, width="stretch", column_config=columns, alt=title)
            if len(ids) > MOST:
                st.caption(f"The {MOST} surest of {len(ids):,}.")
