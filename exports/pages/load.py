"""The page that loads files: everything is shown and checked before anything is written."""

import shlex
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from exports.foreign_labels import fit_to_scheme
from exports.formats import FORMATS
from exports.formats.jsonl_layers import check_author
from exports.formats.reading import MOST_FAULTS, Reading, n_of
from exports.load_figures import not_carried, same_text_warnings, summary
from exports.sources import is_companion, read_upload, together
from labeling.core.errors import DocumentError, SitrepError
from labeling.pages.session import command_line, page_database, plain_errors, signed_in
from labeling.store.schemes import current_scheme
from labeling.workflow.load import LoadReport, check_records, load_documents

MOST_MEGABYTES = 25  # in one file
EXAMPLE = (
    '{"id": "r1", "text": "Rockets hit Camp Taji.", "date": "2022-01-05", "attack_report": "yes", '
    '"spans": [{"start": 0, "end": 7, "label": "WEAPON"}]}'
)


@dataclass(slots=True)
class Checked:
    """What the chosen files hold and what loading them would do; `rows` is the table, a row a file."""

    reading: Reading
    report: LoadReport | None
    rows: list[dict]


def show() -> None:
    st.title("Load")
    signed_in()
    db = page_database()
    _show_loaded()
    files = st.file_uploader(
        "Files to load",
        type=[*dict.fromkeys(suffix for one in FORMATS.values() if one.read for suffix in one.suffixes), ".zip", ".gz"],
        accept_multiple_files=True,
        max_upload_size=MOST_MEGABYTES,
        key=f"load.files.{st.session_state.setdefault('load.round', 0)}",
        help="Each is loaded whole or not at all.",
    )
    annotator = st.text_input(
        "Whose marks are in flat JSONL?",
        key="load.annotator",
        placeholder="an annotator's name; empty: nobody's, an import",
        help="Flat JSONL says which spans there are, not who marked them. Other files do not need this.",
    ).strip()
    if not files:
        _say_how(annotator)
        return
    with plain_errors():
        if annotator:
            check_author(annotator, where="Annotator")
        checked = _checked(db, files, annotator or None)
        _show_checked(checked)
        _offer(db, checked)
    command_line(_command([file.name for file in files], annotator))


def _say_how(annotator: str) -> None:
    st.info("Choose files to see what is in them. Nothing is written before you press the button that then appears.")
    for format in FORMATS.values():
        if format.read:
            st.markdown(f"**{format.name}** ({', '.join(format.suffixes)}): {format.carries}.")
    st.code(EXAMPLE, language=None, wrap_lines=True)
    command_line(_command(["news.jsonl"], annotator))


def _checked(db: Database, files: list, annotator: str | None) -> Checked:
    """The check of these files, made once and kept until files or annotator change."""
    key = (tuple(file.file_id for file in files), annotator)
    held = st.session_state.get("load.checked")
    if held is None or held[0] != key:
        with st.spinner(f"Checking {n_of(len(files), 'file')} …"):
            held = (key, _check(db, files, annotator))
        st.session_state["load.checked"] = held
    return held[1]


def _check(db: Database, files: list, annotator: str | None) -> Checked:
    scheme = current_scheme(db)
    contents = {file.name: file.getvalue() for file in files}
    read = [file for file in files if not is_companion(file.name, contents)]
    readings = [
        read_upload(file.name, file.getvalue(), scheme=scheme, annotator=annotator, others=contents) for file in read
    ]
    for reading in readings:
        fit_to_scheme(reading, scheme, mapping={}, drop=(), add_labels=False)
    whole, report = together(readings), None
    if not whole.n_faults:
        try:
            report = check_records(db, whole.documents, proposals=whole.proposals)
        except DocumentError as refused:
            whole.add_fault("", None, str(refused))
    return Checked(whole, report, [_row(db, file.name, found) for file, found in zip(read, readings, strict=True)])


def _row(db: Database, name: str, reading: Reading) -> dict:
    layers = [layer for annotated in reading.documents for layer in annotated.annotations]
    try:
        n_known = 0 if reading.n_faults else check_records(db, reading.documents).n_known
    except DocumentError:
        n_known = 0
    return {
        "File": name,
        "Documents": len(reading.documents),
        "Spans": sum(len(layer.spans) for layer in layers),
        "Answers": sum(len(layer.answers) for layer in layers),
        "Suggestions": len(reading.proposals),
        "Already there": n_known,
        "Faults": reading.n_faults,
    }


def _show_checked(checked: Checked) -> None:
    st.dataframe(pd.DataFrame(checked.rows), hide_index=True, width="stretch", height="content")
    if checked.reading.n_faults:
        st.error(
            f"{n_of(checked.reading.n_faults, 'fault')}: mend the files, then choose them again. Nothing was loaded."
        )
        st.code("\n".join(fault.message for fault in checked.reading.faults), language=None, wrap_lines=True)
        if checked.reading.n_faults > MOST_FAULTS:
            st.caption(f"The first {MOST_FAULTS} are shown.")
    elif checked.report:
        reading = checked.reading
        for warning in (reading.warnings + same_text_warnings(checked.report) + not_carried(reading))[:20]:
            st.text(f"Note: {warning}")


def _offer(db: Database, checked: Checked) -> None:
    report = checked.report
    marks = bool(report and (report.n_spans or report.n_answers))
    new = bool(report and (report.n_new or marks or report.n_suggestions))
    if report and not new:
        st.info("All of this is already there; loading it again would change nothing.")
    n = report.n_new if report else len(checked.reading.documents)
    label = f"Load {n_of(n, 'document')}" if n or not new else "Load the marks" if marks else "Load the suggestions"
    if st.button(label, type="primary", disabled=not new):
        _load(db, checked)


def _load(db: Database, checked: Checked) -> None:
    bar = st.progress(0.0, "Writing …")
    try:
        report = load_documents(
            db,
            checked.reading.documents,
            proposals=checked.reading.proposals,
            progress=lambda n, n_all: bar.progress(n / max(n_all, 1), f"Writing {n:,} of {n_all:,} layers …"),
        )
    except SitrepError:
        st.session_state.pop("load.checked", None)
        raise
    st.session_state["load.done"] = report
    st.session_state.pop("load.checked", None)
    st.session_state["load.round"] += 1  # a new uploader: the files that were loaded are gone from the page
    st.rerun()


def _show_loaded() -> None:
    report = st.session_state.pop("load.done", None)
    if report is None:
        return
    st.success(summary(report))
    annotate, documents, _ = st.columns([1, 1, 4])
    annotate.link_button("Annotate", "/annotate", type="primary", width="stretch")
    documents.link_button("Documents", "/documents", width="stretch")


def _command(names: list[str], annotator: str) -> str:
    words = ["sitrep", "load", *names, *(["--annotator", annotator] if annotator else [])]
    return shlex.join(words)
