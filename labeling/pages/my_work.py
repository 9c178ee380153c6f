"""One's own part, seen by nobody else here: what is done and begun, one's pace, one's agreement with gold."""

import streamlit as st
from sqlite_utils import Database

from labeling.agreement.figure import FEW
from labeling.agreement.words import FIGURES, TOO_FEW, interval, number
from labeling.core.pace import ENOUGH
from labeling.core.plural import n_of
from labeling.pages import my_questions
from labeling.pages.agreement_differences import told
from labeling.pages.document_address import document_address
from labeling.pages.progress_download import download
from labeling.pages.session import as_text
from labeling.pages.weeks_chart import weeks_chart
from labeling.store.authors import Author
from labeling.store.queue import open_ids, titles

MOST_OPEN, MOST_ARTICLES, MOST_TOLD = 5, 10, 5
MEASURES = {"percent": "Same answer", "overlap_f1": "Spans: overlap F1", "exact_f1": "Spans: exact F1"}
BASIS = {
    "settled before": "on articles that were settled before you read them",
    "all settled": "on settled articles you have finished; gold was partly made from your own marks, which raises this",
}


def show(db: Database, author: Author, found: dict) -> None:
    st.markdown("### My work")
    own = {name: [row for row in found[name] if row["name"] == author.name] for name in ("people", "pace")}
    mine = next(iter(own["people"]), {"done": 0, "open": 0, "skipped": 0})
    st.markdown(
        f"You have finished **{n_of(mine['done'], 'document')}**; {mine['open']:,} begun, {mine['skipped']:,} skipped."
    )
    begun = open_ids(db, author.id)
    if begun:
        names = titles(db, begun[:MOST_OPEN])
        links = ", ".join(
            f"[{as_text(title)}]({document_address(document_id)})" for document_id, title in names.items()
        )
        more = f" and {len(begun) - MOST_OPEN:,} more" if len(begun) > MOST_OPEN else ""
        st.markdown(f"Begun: {links}{more}.")
    _pace(own["pace"])
    my_questions.show(db, author)
    with_gold(author.name, found)


def _pace(rows: list[dict]) -> None:
    if not rows:
        st.caption(f"With {ENOUGH} finished articles in a week you see here how long one takes you.")
        return
    earlier = ", ".join(f"{took(row)} in {row['week']}" for row in rows[-5:-1])
    st.markdown(
        f"An article took you {took(rows[-1])} in {rows[-1]['week']}{f'; before: {earlier}' if earlier else ''}."
    )
    st.caption(
        "Median time at work, by week; a pause counts as a minute at most. It says nothing of how well you work."
    )


def took(row: dict) -> str:
    """A row of `pace` in words, with its n."""
    return f"{_time(row['median_seconds'])} (n = {row['documents']:,})"


def with_gold(name: str, found: dict) -> None:
    """What one person's marks and gold have in common: figures, what moved, the articles."""
    rows = [row for row in found["gold"] if row["name"] == name]
    st.markdown("#### Your marks and gold")
    if not rows:
        st.caption("Nothing yet. When an article you have finished is settled, you see here how far you agree with it.")
        return
    figures(rows)
    st.caption(f"Measured {BASIS[rows[0]['basis']]}, as you first submitted them.")
    for one in (one for one in found["drift"] if one["name"] == name):
        st.info(as_text(one["words"]))
    is_asked = any(one["is_worse"] for one in found["drift"] if one["name"] == name)
    own = {"gold": rows, "articles": [row for row in found["articles"] if row["name"] == name]}
    articles(own["articles"], is_open=is_asked)
    for table in (table for table in own if own[table]):
        download(table, own, whose="my ")


def figures(rows: list[dict]) -> None:
    """Each measure over all weeks with its interval and n, then by week."""
    whole = [row for row in rows if not row["week"]]
    for column, row in zip(st.columns(len(whole)), whole, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(MEASURES[row["measure"]], number(row["measure"], row["value"]))
            few = f" {TOO_FEW.capitalize()}." if row["n"] < FEW else ""
            parts = (row["question"], interval(row["measure"], row), n_of(row["n"], "document"))
            st.caption(as_text(", ".join(filter(None, parts)) + f".{few}"))
    weeks = [
        row | {"figure": f"{FIGURES[row['measure']]} {row['question']}".strip()}
        for row in rows
        if row["week"] and row["measure"] != "exact_f1"
    ]
    if len({row["week"] for row in weeks}) > 1:
        st.altair_chart(weeks_chart(weeks), width="stretch")


def articles(rows: list[dict], *, is_open: bool) -> None:
    """The articles that differ, the last ones first, each with what differs."""
    if not rows:
        st.caption("Nothing differs.")
        return
    with st.expander(f"Where you and gold differ: {n_of(len(rows), 'document')}", expanded=is_open):
        for row in rows[:MOST_ARTICLES]:
            st.markdown(f"[{as_text(row['title'])}]({document_address(row['document_id'])}) · {row['week']}")
            lines = [f"- {as_text(told(one, row['pair']))}" for one in row["differences"][:MOST_TOLD]]
            n_more = len(row["differences"]) - MOST_TOLD
            st.markdown("\n".join([*lines, *([f"- … and {n_more} more"] if n_more > 0 else [])]))
        if len(rows) > MOST_ARTICLES:
            st.caption(f"The last {MOST_ARTICLES} of {len(rows):,}; all of them are in the file.")


def _time(seconds: float) -> str:
    """Seconds as people say them.

    >>> _time(42), _time(150)
    ('42 s', '2½ min')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes, halves = divmod(round(seconds / 30), 2)
    return f"{minutes}{'½' if halves else ''} min"
