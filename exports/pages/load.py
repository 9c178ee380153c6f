"""The page that loads files: everything is shown and checked before anything is written."""

import shlex
from dataclasses import replace

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from exports.formats import FORMATS
from exports.formats.jsonl_layers import check_author
from exports.formats.reading import MOST_FAULTS, Reading
from exports.load_figures import changes_nothing, not_carried, same_text_warnings
from exports.loading.inputs import LARGE
from exports.loading.options import Options
from exports.loading.whole import Checked
from exports.pages import load_run
from exports.pages.load_check import Read, check_files, read_files
from exports.pages.load_labels import choose_labels
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.plural import n_of
from labeling.pages.session import command_line, page_database, plain_errors, signed_in
from labeling.store.schemes import current_scheme

MOST_MEGABYTES = 25  # in one file
EXAMPLE = (
    '{"id": "r1", "text": "Rockets hit Camp Taji.", "date": "2022-01-05", "attack_report": "yes", '
    '"spans": [{"start": 0, "end": 7, "label": "WEAPON"}]}'
)


def show() -> None:
    st.title("Load")
    signed_in()
    db = page_database()
    load_run.show_last()
    files = st.file_uploader(
        "Files to load",
        type=[*dict.fromkeys(suffix for one in FORMATS.values() if one.read for suffix in one.suffixes), ".zip", ".gz"],
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        key=f"load.files.{st.session_state.setdefault('load.round', 0)}",
        help="All are loaded, or none of them.",
    )
    annotator = st.text_input(
        "Whose marks are they?",
        key="load.annotator",
        placeholder="asked for flat JSONL alone: a name, or empty for an import",
        help="Flat JSONL says which spans there are, not who marked them. Other files do not need this.",
    ).strip()
    options = Options(annotator or None)
    if not files:
        _say_how(options)
        return
    with plain_errors():
        if annotator:
            check_author(annotator, where="Annotator")
        _check_size(files)
        options = _checked_and_offered(db, files, options)
    command_line(_command([file.name for file in files], options))


def _say_how(options: Options) -> None:
    st.info("Choose files to see what is in them. Nothing is written before you press the button that then appears.")
    st.caption("Plain text, or one document a line like this:")
    st.code(EXAMPLE, language=None, wrap_lines=True)
    readable = [format for format in FORMATS.values() if format.read]
    with st.expander(f"All {len(readable)} formats, told by what is in the file"):
        for format in readable:
            st.markdown(f"**{format.name}** ({', '.join(format.suffixes)}): {format.carries}.")
    command_line(_command(["news.jsonl"], options))


def _check_size(files: list) -> None:
    if sum(file.size for file in files) > LARGE:
        raise FileRefused(
            f"These files have more than {LARGE // 2**20} MB together. Load fewer at a time, or use the command line, "
            "which takes files of any size."
        )


def _checked_and_offered(db: Database, files: list, options: Options) -> Options:
    """The page below the uploader; the options that were chosen on it."""
    read = read_files(db, files, options.annotator)
    st.dataframe(pd.DataFrame(read.rows), hide_index=True, width="stretch", height="content")
    labels = check_files(db, read, options).labels
    if labels.unknown:
        options = choose_labels(labels, current_scheme(db), options)
    checked = check_files(db, read, options)
    _show_faults(checked, db)
    if checked.reading.n_faults:
        options, checked = _offer_the_good(db, read, options, checked)
    if checked.report:
        reading = checked.reading
        for warning in (reading.warnings + same_text_warnings(checked.report) + not_carried(reading))[:20]:
            st.text(f"Note: {warning}")
    _offer(db, checked)
    return options


def _show_faults(checked: Checked, db: Database) -> None:
    """All but those of labels, about which the table asks."""
    of_labels = Reading()
    checked.labels.report(of_labels, checked.grown or checked.scheme)
    asked = {fault.message for fault in of_labels.faults}
    messages = [fault.message for fault in checked.reading.faults if fault.message not in asked]
    n = checked.reading.n_faults - len(checked.labels.unknown)
    if n:
        st.error(f"{n_of(n, 'fault')}: mend the files, then choose them again. Nothing was loaded.")
        st.code("\n".join(messages[:MOST_FAULTS]), language=None, wrap_lines=True)
    if n > MOST_FAULTS:
        st.caption(f"The first {MOST_FAULTS} are shown.")


def _offer_the_good(db: Database, read: Read, options: Options, checked: Checked) -> tuple[Options, Checked]:
    """Where some of it is good, the choice to load that alone."""
    partial = replace(options, partial=True)
    good = check_files(db, read, partial)
    if good.report is None:
        return options, checked
    n = n_of(len(good.reading.documents), "good document")
    key = f"load.partial.{st.session_state['load.round']}"
    if st.checkbox(f"Load the {n}, leave out {good.left_out}", key=key):
        return partial, good
    return options, checked


def _offer(db: Database, checked: Checked) -> None:
    report = checked.report
    can_load = bool(report) and not changes_nothing(report)
    if report and not can_load:
        st.info("All of this is already there; loading it again would change nothing.")
    n = report.n_new if report else len(checked.reading.documents)
    marks = bool(report) and bool(report.n_spans or report.n_answers)
    label = (
        f"Load {n_of(n, 'document')}" if n or not can_load else "Load the marks" if marks else "Load the suggestions"
    )
    if st.button(label, type="primary" if can_load else "secondary", disabled=not can_load):
        try:
            load_run.run(db, checked)
        except SitrepError:
            load_run.refused()
            raise


def _command(names: list[str], options: Options) -> str:
    return shlex.join(["sitrep", "load", *names, *options.words()])
