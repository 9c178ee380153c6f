"""The part of the export page for other tools: which, whose layers, what it loses, download."""

import shlex

import streamlit as st
from sqlite_utils import Database
from streamlit.delta_generator import DeltaGenerator

from exports.format_file import Choice, write_format
from exports.formats import FORMATS, Format
from exports.formats.label_studio_config import labeling_config
from exports.pages.prepared import Prepared, download_button, prepare_button
from exports.tools import KEY_BY_NAME, WHAT_NEXT
from labeling.core.plural import n_of
from labeling.core.settling.adjudication import GOLD
from labeling.pages.session import as_text, command_line
from labeling.store.annotations import Annotator, n_with_several_layers
from labeling.store.schemes import current_scheme

WHOEVER, ALL_GOLD = "", " "  # choices that no annotator's name can be
LABELS = {WHOEVER: "whoever finished the document", ALL_GOLD: "the gold layer"}


def show_tool(db: Database, people: list[Annotator]) -> None:
    name = st.selectbox("Tool or format", list(KEY_BY_NAME), format_func=lambda name: FORMATS[KEY_BY_NAME[name]].name)
    format = FORMATS[KEY_BY_NAME[name]]
    choice = _choice(db, format, people)
    st.markdown(f"Carries {format.carries}.  \n**Does not carry** {format.loses_written}.")
    prepared = prepare_button(
        f"Prepare {format.name}",
        "export.tool",
        (name, choice),
        lambda path, progress: write_format(db, KEY_BY_NAME[name], path, choice, progress=progress),
        file=_file_name(name, format),
        disabled=not people and not choice.all_documents,
    )
    if prepared:
        _show_prepared(prepared, choice)
    st.caption(WHAT_NEXT.get(name, ""))
    if name == "label-studio":
        with st.expander("Labelling configuration for the project in Label Studio"):
            st.code(labeling_config(current_scheme(db)), language="xml")
    command_line(_command(name, format, choice))


def _choice(db: Database, format: Format, people: list[Annotator]) -> Choice:
    whose, open_, all_ = st.columns([2, 1, 1], vertical_alignment="bottom")
    unfinished = open_.checkbox("Unfinished documents too", help="Layers that were begun and not submitted.")
    all_documents = all_.checkbox("Also without marks", help="Documents that have no such layer go out as texts.")
    if format.one_layer:
        one = _one_layer(db, people, unfinished, whose)
        return Choice((one,) if one in _names(people) else (), one == ALL_GOLD, unfinished, all_documents)
    chosen = whose.multiselect("Only these annotators", _names(people), placeholder="everybody")
    return Choice(tuple(chosen), False, unfinished, all_documents)


def _one_layer(db: Database, people: list[Annotator], unfinished: bool, place: DeltaGenerator) -> str:
    """Whose layer; where documents have several, there has to be a choice: gold, else who finished most."""
    n_several = n_with_several_layers(db, ("done", "open") if unfinished else ("done",))
    by_work = [person.name for person in sorted(people, key=lambda person: -person.n_done)]
    gold = [ALL_GOLD] if any(person.kind == GOLD for person in people) else []
    options = [*gold, *by_work] if n_several else [WHOEVER, *gold, *by_work]
    help_ = f"{n_of(n_several, 'document')} have several layers, and this format holds one." if n_several else None
    return place.selectbox("Whose annotations", options, format_func=lambda one: LABELS.get(one, one), help=help_)


def _show_prepared(prepared: Prepared, choice: Choice) -> None:
    download_button(prepared, "application/octet-stream")
    written = prepared.contents
    behind = written.behind(all_documents=choice.all_documents)
    st.markdown(f"**{written.summary()}** written. {written.losses()} {as_text(behind)}")


def _file_name(name: str, format: Format) -> str:
    return f"sitrep-{name}{format.suffixes[0] if format.write else '.zip'}"


def _names(people: list[Annotator]) -> list[str]:
    return [person.name for person in people]


def _command(name: str, format: Format, choice: Choice) -> str:
    words = ["sitrep", "export", name, _file_name(name, format)]
    for annotator in choice.annotators:
        words += ["--annotator", annotator]
    flags = {"--gold": choice.gold, "--unfinished": choice.unfinished, "--all": choice.all_documents}
    return shlex.join(words + [flag for flag, is_set in flags.items() if is_set])
