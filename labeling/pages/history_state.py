"""A document as somebody had marked it after any one change."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.document import Document
from labeling.core.layer import Layer
from labeling.core.plural import n_of
from labeling.pages.marked_spans import marked_spans
from labeling.pages.safe_markdown import as_lines
from labeling.pages.session import as_text
from labeling.store.authors import Author
from labeling.store.schemes import current_scheme
from labeling.workflow.history import Entry, layer_then

STATES = {"todo": "to do", "open": "begun", "done": "done", "skipped": "skipped"}


def show(db: Database, viewer: Author, document: Document, numbered: list[tuple[int, Entry]]) -> None:
    """A choice among the changes of layers, and the text with the marks that its author had then."""
    entries = {number: entry for number, entry in numbered if entry.op_id}
    if not entries:
        return
    st.subheader("As it was")
    numbers = list(entries)
    wanted = st.query_params.get("at", "")
    first = numbers.index(int(wanted)) if wanted.isdecimal() and int(wanted) in entries else len(numbers) - 1
    number = st.selectbox(
        "After", numbers, index=first, format_func=lambda number: _line(number, entries[number])
    )  # to be typed into, where there are many
    name, layer = layer_then(db, viewer, document.id, entries[number].op_id)
    n = len(layer.spans)
    st.caption(as_text(f"{name}: {n_of(n, 'mark')}, {STATES[layer.state]}{_answers(layer)}"))
    if layer.note:
        st.markdown(as_lines(layer.note))
    about = f"The article as {name} had marked it"
    st.html(marked_spans(document.text, layer.spans.values(), current_scheme(db), about=about, height="34rem"))


def _line(number: int, entry: Entry) -> str:
    return f"No. {number} · {entry.at[:19].replace('T', ' ')} · {entry.who} {entry.words}"


def _answers(layer: Layer) -> str:
    told = [
        f"{question.replace('_', ' ')}: {answer.value}" + (f" ({answer.reason})" if answer.reason else "")
        for question, answer in layer.answers.items()
    ]
    return "".join(f"; {one}" for one in told)
