"""For those who lead: how often a settled article comes, everybody's agreement with gold, what an article takes."""

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.agreement.words import interval, number
from labeling.pages.my_work import MEASURES, took
from labeling.pages.progress_download import download
from labeling.pages.session import as_text
from labeling.store.authors import Author
from labeling.store.gold_items import gold_rate
from labeling.workflow.reading.gold_items import MOST, change_gold_rate

MOST_WEEKS = 6


def show(db: Database, author: Author, found: dict) -> None:
    st.markdown("### For those who lead")
    _rate(db, author)
    _gold(found)
    _pace(found)


def _rate(db: Database, author: Author) -> None:
    st.markdown("#### Settled articles mixed in")
    st.caption(
        "One in so many articles people read can be one that is settled already and new to them. Nothing tells it from "
        "the others. They see their figures first, on this page. 0: none."
    )
    with st.form("gold rate", border=False):
        one_in = st.number_input("One in", 0, MOST, gold_rate(db), key="gold rate")
        if st.form_submit_button("Mix in like this"):
            change_gold_rate(db, author, one_in)
            st.toast("Articles are dealt like this from now on.")
    st.code(f"sitrep queue --gold {one_in}", language=None)


def _gold(found: dict) -> None:
    st.markdown("#### Agreement with gold")
    whole = [row for row in found["gold"] if not row["week"]]
    if not whole:
        st.caption("No finished article is settled yet. Settle some, and everybody's agreement with gold stands here.")
        return
    people: dict[str, dict] = {}
    for row in whole:
        title = f"{MEASURES[row['measure']]} {row['question']}".strip()
        told = " ".join(filter(None, (number(row["measure"], row["value"]), interval(row["measure"], row))))
        cells = people.setdefault(row["name"], {"Name": row["name"], "Measured on": row["basis"]})
        cells[title] = f"{told}, n = {row['n']:,}"
    st.dataframe(pd.DataFrame(people.values()).fillna("–"), hide_index=True, width="stretch", alt="Agreement with gold")
    st.caption("By name. “All settled” holds articles whose gold was made from their own marks, which raises a figure.")
    download("gold", found)
    download("articles", found)
    for one in found["drift"]:
        words = one["words"].replace("Your ", f"{one['name']}: ", 1).replace(" Look at these articles.", "")
        st.markdown(as_text(f"{words}{' Look at the articles together.' if one['is_worse'] else ''}"))


def _pace(found: dict) -> None:
    if not found["pace"]:
        return
    st.markdown("#### What an article takes")
    weeks = sorted({row["week"] for row in found["pace"]})[-MOST_WEEKS:]
    rows: dict[str, dict[str, str]] = {}
    for row in found["pace"]:
        cells = rows.setdefault(row["name"], {"Name": row["name"] or "all together"} | dict.fromkeys(weeks, "–"))
        if row["week"] in weeks:
            cells[row["week"]] = took(row)
    st.dataframe(pd.DataFrame(rows.values()), hide_index=True, width="stretch", alt="What an article takes")
    st.caption(
        "Median time at work on an article, by week, from three articles a week on; a pause counts as a minute at "
        "most. Long articles take long: this says nothing of how well somebody works."
    )
    download("pace", found)
