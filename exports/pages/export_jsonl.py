"""The JSONL half of the export page."""

import shlex
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from sqlite_utils import Database

from exports.formats import FORMATS
from exports.jsonl_file import Written, write_jsonl
from exports.pages.prepared import download_button, prepare_button
from labeling.core.plural import n_of
from labeling.pages.session import command_line
from labeling.store.annotations import Annotator

FILE = "sitrep.jsonl"
SHAPES = {False: "full: every annotator's layer", True: "flat: one annotator's marks beside the text"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be in the file; the words are those of `sitrep export jsonl`."""

    annotators: tuple[str, ...]
    flat: bool
    all_documents: bool


def show_jsonl(db: Database, people: list[Annotator]) -> None:
    format = FORMATS["jsonl"]
    st.caption(f"Sitrep JSONL, one document a line. Carries {format.carries}. Leaves out: {format.loses}.")
    choice = _choice(people)
    prepared = prepare_button(
        "Prepare JSONL",
        "export.jsonl",
        choice,
        lambda path, progress: _make(db, choice, path, progress),
        file=FILE,
    )
    if prepared:
        download_button(prepared, "application/jsonl")
        written: Written = prepared.contents
        losses = written.losses(all_documents=choice.all_documents) if choice.flat else ""
        st.markdown(
            f"**{n_of(written.n_documents, 'document')}**, {n_of(written.n_layers, 'layer')}, "
            f"{n_of(written.n_spans, 'span')}, {n_of(written.n_answers, 'answer')}. {losses}"
        )
    command_line(_command(choice))


def _choice(people: list[Annotator]) -> Choice:
    names = [person.name for person in people]
    flat = st.radio("Shape", list(SHAPES), format_func=SHAPES.get, key="export.jsonl.flat")
    if flat:
        chosen = st.selectbox("Whose annotations", [None, *names], format_func=lambda n: n or "whoever finished it")
        annotators = (chosen,) if chosen else ()
    else:
        annotators = tuple(st.multiselect("Only these annotators", names, placeholder="everybody"))
    only = st.checkbox("Only documents somebody worked on")
    return Choice(annotators, flat, not only)


def _make(db: Database, choice: Choice, path: Path, progress) -> Written:
    return write_jsonl(
        db,
        path,
        annotators=choice.annotators,
        flat=choice.flat,
        all_documents=choice.all_documents,
        progress=progress,
    )


def _command(choice: Choice) -> str:
    words = ["sitrep", "export", "jsonl", FILE]
    for name in choice.annotators:
        words += ["--annotator", name]
    return shlex.join(words + ["--flat"] * choice.flat + ["--annotated-only"] * (not choice.all_documents))
