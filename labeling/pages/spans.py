"""Marked words in all documents: how they were marked, where they stand, and a way to change many at once."""

from dataclasses import replace
from shlex import quote as in_shell

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.core.marked_phrases import MarkedPhrase
from labeling.core.plural import n_of
from labeling.pages.change_at_once import change_at_once, offer_to_take_back, show_last
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.pages.span_places import in_one_line, places
from labeling.store.annotations import annotators
from labeling.store.authors import Author
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.span_search import Found, Wanted, find_spans
from labeling.workflow.unmarked import unmarked_places

PHRASES, PLACES = 200, 100  # rows
ALL, EVERYBODY = "all", "everybody"


def show() -> None:
    author, db = signed_in_author(), page_database()
    st.title("Spans")
    wanted = Wanted(author=author.name)
    with plain_errors():
        wanted = _wanted(db, author)
        show_last()
        found = find_spans(db, author, wanted, limit=PLACES)
        if not found.n_spans:
            _nothing(wanted, author)
        else:
            if not wanted.phrase and (phrase := _phrase(db, found)):
                wanted = replace(wanted, phrase=phrase)
                found = find_spans(db, author, wanted, limit=PLACES)
            _places(db, author, wanted, found)
        offer_to_take_back(db, author)
    is_unmarked_shown = wanted.phrase and wanted.author == author.name
    command_line(f"sitrep spans find{options(wanted)}{' --unmarked' if is_unmarked_shown else ''}")


def options(wanted: Wanted) -> str:
    """What is wanted, as options of `sitrep spans`.

    >>> options(Wanted(phrase="Iraq's army", label="ACTOR", in_two_ways=True))
    ' --phrase "Iraq\\'s army" --label ACTOR --in-two-ways'
    """
    given = {"words": wanted.words, "phrase": wanted.phrase, "label": wanted.label, "annotator": wanted.author}
    named = "".join(f" --{name} {_argument(value)}" for name, value in given.items() if value)
    return named + (" --in-two-ways" if wanted.in_two_ways else "")


def _argument(value: str) -> str:
    return f'"{value}"' if "'" in value and not set(value) & set('"$`\\!\n') else in_shell(value)


def _wanted(db: Database, author: Author) -> Wanted:
    words, label, whose, which = st.columns([3, 1.3, 1.5, 1.6], vertical_alignment="bottom")
    typed = words.text_input("Search", placeholder="Words in a span")
    chosen_label = label.selectbox("Label", [ALL, *(one.name for one in current_scheme(db).labels)])
    name = author.name
    if is_allowed(db, author, "review"):
        others = [one.name for one in annotators(db) if one.name != name]
        choices = [name, EVERYBODY, *others]
        asked = st.query_params.get("whose")
        first = choices.index(asked) if asked in choices else 0
        chosen = whose.selectbox("Whose", choices, index=first, format_func=lambda one: "yours" if one == name else one)
        name = "" if chosen == EVERYBODY else chosen
    return Wanted(
        words=typed,
        phrase="" if typed else st.query_params.get("phrase", ""),
        label="" if chosen_label == ALL else chosen_label,
        author=name,
        in_two_ways=which.checkbox("Marked in two ways", help="Only words that bear more than one label"),
    )


def _nothing(wanted: Wanted, author: Author) -> None:
    if wanted.phrase:
        st.info(f"“{as_text(in_one_line(wanted.phrase))}” is not marked here. The words may stand in longer spans.")
        st.markdown("[All phrases](/spans)")
    elif wanted == Wanted(author=author.name):
        st.info("You have marked nothing yet. What you mark comes up here, by its words.")
        st.link_button("Annotate", "/annotate", type="primary")
    else:
        st.info("No span fits. Take a word out of the search, or choose “all”.")


def _phrase(db: Database, found: Found) -> str:
    """Shows the phrases; the one that is chosen, or ""."""
    n_split = sum(len(phrase.labels) > 1 for phrase in found.phrases)
    said = f"{n_of(len(found.phrases), 'phrase')}, {n_split:,} of them marked in two ways or more."
    more = f" The {PHRASES} most marked are shown." if len(found.phrases) > PHRASES else ""
    st.caption(f"{said}{more} Choose a row to see its places alone.")
    shown = found.phrases[:PHRASES]
    labels = [one.name for one in current_scheme(db).labels]
    labels += sorted({label for phrase in shown for label in phrase.labels} - set(labels))
    column = st.column_config
    counts = {label: column.NumberColumn(format="localized", width="small") for label in labels}
    chosen = st.dataframe(
        _frame(shown, labels),
        hide_index=True,
        width="stretch",
        height=min(36 * len(shown) + 38, 330),
        on_select="rerun",
        selection_mode="single-row",
        key=f"phrases {hash(tuple(one.key for one in shown))}",  # of another list nothing is chosen yet
        alt="Marked words, with how often they bear each label",
        placeholder="",
        column_config={
            "Words": column.TextColumn(width=210),
            "Spans": column.NumberColumn(format="localized", width="small"),
            **counts,
        },
    )
    picked = [row for row in chosen.selection.rows if row < len(shown)]
    return shown[picked[0]].quote if picked else ""


def _frame(phrases: list[MarkedPhrase], labels: list[str]) -> pd.DataFrame:
    rows = [
        [in_one_line(phrase.quote), phrase.n_spans, *(phrase.labels[label] or None for label in labels)]
        for phrase in phrases
    ]
    return pd.DataFrame(rows, columns=["Words", "Spans", *labels]).astype(dict.fromkeys(labels, "Int64"))


def _places(db: Database, author: Author, wanted: Wanted, found: Found) -> None:
    if wanted.phrase:
        st.markdown(f"#### “{as_text(in_one_line(wanted.phrase))}”")
    else:
        st.markdown("#### Where they stand")
    labels = ", ".join(f"{label} {n:,}" for label, n in found.phrases[0].labels.most_common()) if wanted.phrase else ""
    said = f"{n_of(found.n_spans, 'span')} in {n_of(found.n_documents, 'document')}{f': {labels}' if labels else ''}."
    back = " [All phrases](/spans)" if st.query_params.get("phrase") and wanted.phrase else ""
    st.caption(f"{as_text(said)} A title opens the article at that place.{back}")
    n_pages = -(-found.n_spans // PLACES)
    page = st.number_input("Page", 1, n_pages, key=f"page {wanted}") if n_pages > 1 else 1
    if page > 1:
        found = find_spans(db, author, wanted, limit=PLACES, offset=(page - 1) * PLACES)
    is_mine = wanted.author == author.name
    picked = places(found.spans, is_mine=is_mine)
    if is_mine:
        change_at_once(db, author, wanted, picked, found.n_spans)
    if is_mine and wanted.phrase:
        _unmarked(db, author, list(found.phrases[0].quotes))


def _unmarked(db: Database, author: Author, quotes: list[str]) -> None:
    st.markdown("#### Unmarked in articles you finished")
    found = unmarked_places(db, author, quotes)
    if not found:
        st.caption("None: wherever these words stand in an article you finished, they are marked, or in a longer span.")
        return
    n = len({one.document_id for one in found})
    st.caption(f"{n_of(len(found), 'place')} in {n_of(n, 'document')}. A title opens the article with it selected.")
    places(found, is_mine=False, hidden=("Label", "Details", "Who", "State"))
