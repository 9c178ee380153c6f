"""What pages, articles and saving cost the server on a large project: python -m bench.large_pages project.db

Processor time of the work behind each, without browser and network. Spans of an annotator named "bench" are saved into
the file, so give it a copy.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

from sqlite_utils import Database
from streamlit.testing.v1 import AppTest

from labeling.core.span import Span
from labeling.store.authors import Author, add_author
from labeling.store.database import open_database, write
from labeling.store.documents import n_documents
from labeling.workflow import annotate
from labeling.workflow.reading import queue, round_queue
from tests.operations import added

PAGES = {
    "Annotate": "labeling.pages.annotate",
    "Documents": "labeling.pages.documents",
    "Detector": "models.pages.detector",
    "Progress": "labeling.pages.progress",
}
N_PAGES, N_SAVES = 5, 40  # times each


def lines(path: Path) -> Iterator[str]:
    db = open_database(path, create=False)
    with write(db):
        author = add_author(db, "bench")
    yield f"{n_documents(db):,} documents; processor time, the first time and the median of the later ones"
    for name, module in PAGES.items():
        yield _line(f"page {name}", [_seconds(lambda module=module: _show(module, db, author)) for _ in range(N_PAGES)])
    ids = [one.id for one in queue.next_documents(db, author, n=5)]
    yield _line("what comes next", [_seconds(lambda: _next(db, author)) for _ in range(N_PAGES)])
    yield _line("open an article", [_seconds(lambda one=one: annotate.open_document(db, one, author)) for one in ids])
    text = annotate.open_document(db, ids[0], author).document.text
    saves = [added(text, Span(at, at + 1, "BASE")) for at in range(N_SAVES)]
    yield _line(
        "save a span", [_seconds(lambda one=one: annotate.take_operations(db, ids[0], author, [one])) for one in saves]
    )


def _next(db: Database, author: Author) -> None:
    queue.next_documents(db, author, n=3)
    queue.progress(db, author)
    round_queue.parts(db, author)


def _show(module: str, db: Database, author: Author) -> None:
    def script(module: str) -> None:
        import importlib

        importlib.import_module(module).show()

    with patch("labeling.pages.session.author_name", lambda: author.name):
        page = AppTest.from_function(script, kwargs={"module": module}, default_timeout=300).run()
    assert not page.exception, page.exception


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _line(name: str, seconds: list[float]) -> str:
    later = f"{1_000 * statistics.median(seconds[1:]):>8.1f} ms (n = {len(seconds) - 1})"
    return f"{name:<20} {1_000 * seconds[0]:>8.1f} ms {later}"


if __name__ == "__main__":
    import os

    os.environ["SITREP_DB"] = sys.argv[1]
    for line in lines(Path(sys.argv[1])):
        print(line, flush=True)
