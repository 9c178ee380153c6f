"""The sample reports a new project starts with."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents

ARTICLES = Path(__file__).resolve().parents[1] / "seeds" / "articles.jsonl"
ANNOTATOR = "sample"


def ensure_project(path: Path) -> bool:
    """Where there is no file at `path`, make a database there with the sample reports; True if it was made.

    It appears under its name when it is whole; a file that is there already is never touched.
    """
    if path.exists() or not path.absolute().parent.is_dir():
        return False
    with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=f".{path.name}.") as folder:
        whole = Path(folder) / "new.db"
        db = open_database(whole)
        current_scheme(db)
        if ARTICLES.exists():
            load_documents(db, sample_documents(db), are_samples=True)
        db.close()
        return _put(whole, path)


def _put(whole: Path, path: Path) -> bool:
    """Give the file its name, unless somebody else was quicker."""
    try:
        os.link(whole, path)  # unlike a rename, a link never replaces a file
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if path.exists():
            return False
        os.rename(whole, path)
    return True


def sample_documents(db: Database) -> list[AnnotatedDocument]:
    """The sample reports; their marks belong to nobody who could sign in."""
    from exports.sources import read_paths  # every format: for a new project alone, so the app starts without them

    reading = read_paths([ARTICLES], scheme=current_scheme(db), annotator=ANNOTATOR)
    reading.check()
    return [
        replace(annotated, annotations=tuple(replace(layer, author_kind="import") for layer in annotated.annotations))
        for annotated in reading.documents
    ]
