"""`make peers`: what Label Studio and doccano hold after importing what Sitrep exported, by their own count."""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database

from bench.peers import doccano, label_studio
from exports.format_file import Choice, write_format
from labeling.store.annotations import annotated_documents
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.exports.lively import lively

N_REPORTS = 200
ROW = "{:<24}{:>10}{:>10}{:>10}{:>14}"


def main() -> None:
    """Environments are kept in the folder that is named, and made in a temporary one where none is."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        db = _project(Path(temporary))
        scheme = current_scheme(db)
        print(ROW.format("", "texts", "layers", "spans", "same places"))
        _compare(db, folder, "label-studio", "json", lambda file: label_studio.imported(file, folder, scheme))
        _compare(db, folder, "doccano", "jsonl", lambda file: doccano.imported(file, folder))


def _project(folder: Path) -> Database:
    """Two hundred reports, and documents with everything that formats stumble over."""
    db = open_database(folder / "project.db")
    load_documents(db, [*reports(N_REPORTS, author="Basim"), *lively()])
    return db


def _compare(db: Database, folder: Path, key: str, suffix: str, imported: Callable[[Path], Counter]) -> None:
    file = folder / f"sitrep-{key}.{suffix}"
    written = write_format(db, key, file, Choice())
    print(ROW.format(f"{key}: written", written.n_documents, written.n_layers, written.n_spans, ""), flush=True)
    held = imported(file)
    texts, layers = held.pop("texts"), held.pop("layers")
    same = (held & _places(db)).total()
    print(ROW.format(f"{key}: imported", texts, layers, held.total(), same), flush=True)


def _places(db: Database) -> Counter:
    """(text, start, end, label) of the spans of every finished layer."""
    return Counter(
        (annotated.document.text, *span.place)
        for annotated in annotated_documents(db)
        for layer in annotated.annotations
        if layer.state in ("done", "skipped")
        for span in layer.spans
    )


if __name__ == "__main__":
    main()
