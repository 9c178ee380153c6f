"""The button under a table of the Progress page."""

import streamlit as st

from labeling.agreement.progress_tables import table


def download(name: str, found: dict, *, whose: str = "") -> None:
    """`name`: one of `progress_tables.COLUMNS`; what is in the file is what `found` holds. `whose` tells two apart."""

    def made() -> bytes:
        return table(name, found)

    file = f"{name.replace('_', '-')}.csv"
    asked = {"on_click": "ignore", "key": f"download {whose}{name}", "icon": ":material/download:"}
    st.download_button(file, made, file, "text/csv", **asked)
