"""What the files chosen on the Load page hold: read once, checked anew for each choice of options."""

from dataclasses import dataclass

import streamlit as st
from sqlite_utils import Database

from exports.file_search import is_companion
from exports.formats.reading import Reading
from exports.loading import whole
from exports.loading.options import Options
from exports.sources import read_upload, together
from labeling.core.plural import n_of
from labeling.store.documents import sha256_by_id
from labeling.store.schemes import current_scheme

CHECKED, READ = "load.checked", "load.read"


@dataclass(slots=True)
class Read:
    """`rows` is the table, a row a file."""

    readings: list[Reading]
    rows: list[dict]


def read_files(db: Database, files: list, annotator: str | None) -> Read:
    """The files as they are, read once and kept until files, annotator or scheme change."""
    key = (tuple(file.file_id for file in files), annotator, current_scheme(db).id)
    held = st.session_state.get(READ)
    if held is None or held[0] != key:
        forget()
        with st.spinner(f"Reading {n_of(len(files), 'file')} …"):
            held = (key, _read(db, files, annotator))
        st.session_state[READ] = held
    return held[1]


def check_files(db: Database, read: Read, options: Options) -> whole.Checked:
    """What loading them in this way would do; kept for every way until they are read anew."""
    held = st.session_state.setdefault(CHECKED, {})
    key = repr(options)
    if key not in held:
        with st.spinner("Checking …"):
            held[key] = whole.check(db, together(read.readings), options)
    return held[key]


def forget() -> None:
    """Check everything anew: the project or the files are others now."""
    for key in (CHECKED, READ):
        st.session_state.pop(key, None)


def _read(db: Database, files: list, annotator: str | None) -> Read:
    scheme = current_scheme(db)
    contents = {file.name: file.getvalue() for file in files}
    read = [file for file in files if not is_companion(file.name, contents)]
    readings = [
        read_upload(file.name, file.getvalue(), scheme=scheme, annotator=annotator, others=contents) for file in read
    ]
    return Read(readings, [_row(db, file.name, found) for file, found in zip(read, readings, strict=True)])


def _row(db: Database, name: str, reading: Reading) -> dict:
    layers = [layer for annotated in reading.documents for layer in annotated.annotations]
    return {
        "File": name,
        "Documents": len(reading.documents),
        "Spans": sum(len(layer.spans) for layer in layers),
        "Answers": sum(len(layer.answers) for layer in layers),
        "Suggestions": len(reading.proposals),
        "Already there": len(sha256_by_id(db, {record.document.id for record in reading.documents})),
        "Faults": reading.n_faults,
    }
