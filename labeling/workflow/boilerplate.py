"""Finding boilerplate in the documents of a project, batch by batch; nothing of it goes into the log."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import boilerplate_ranges
from labeling.core.boilerplate.boilerplate_file import read_phrases
from labeling.core.boilerplate.boilerplate_phrases import Phrases
from labeling.core.boilerplate.repeated_lines import NOTHING_REPEATED, RepeatedLines, repeated_lines
from labeling.store.boilerplate import documents_to_check, texts_of_source, write_ranges
from labeling.store.documents import n_documents

PHRASES = Path(__file__).resolve().parents[2] / "seeds" / "boilerplate.toml"
BATCH = 200  # documents
Progress = Callable[[float, str], object]


class Repeating:
    """What repeats in each source. The last source is kept while it has as many documents: texts never change."""

    def __init__(self) -> None:
        self.of: tuple[str, int] | None = None
        self.lines = NOTHING_REPEATED

    def lines_of(self, db: Database, source: str | None, n_of_source: int) -> RepeatedLines:
        """The repeated lines of this source; a document that names none shares its lines with nobody."""
        if source is None:
            return NOTHING_REPEATED
        if self.of != (source, n_of_source):
            self.lines = repeated_lines(texts_of_source(db, source))
            self.of = (source, n_of_source)
        return self.lines


def find_boilerplate(db: Database, *, limit: int = BATCH, repeating: Repeating | None = None) -> int:
    """Look at up to `limit` documents that are new or whose source has grown; how many there were.

    `repeating`: the same object for the same database from batch to batch, so that a source is not counted each time.
    """
    repeating = repeating or Repeating()
    found = documents_to_check(db, limit)
    rows = [
        (one.id, boilerplate_ranges(one.text, phrases(), repeating.lines_of(db, one.source, one.n_of_source)), one)
        for one in found
    ]
    if rows:
        write_ranges(db, [(document_id, ranges, one.n_of_source) for document_id, ranges, one in rows])
    return len(rows)


def find_all_boilerplate(db: Database, progress: Progress = lambda share, what: None) -> None:
    """Look at every document that is new or whose source has grown."""
    n_done, n_all, repeating = 0, max(1, n_documents(db)), Repeating()
    while n := find_boilerplate(db, repeating=repeating):
        n_done += n
        progress(min(1.0, n_done / n_all), f"{n_done:,} documents looked through for boilerplate")


@lru_cache(maxsize=1)
def phrases() -> list[Phrases]:
    """The phrases of seeds/boilerplate.toml; FileRefused where the file is wrong."""
    return read_phrases(PHRASES.read_text("utf-8"), where="seeds/boilerplate.toml")
