"""Measures actions per span over articles with gold spans; python -m bench.labelling"""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.actions import Cheapest
from exports.sources import read_paths
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.nlp.tokens import tokenise
from labeling.store.database import open_database
from labeling.store.leases import take_lease
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents
from labeling.workflow.suggesting.dictionary import learn_dictionary
from models.process import LEASE
from tests.browser import annotator
from tests.browser.conftest import FLAGS
from tests.browser.server import Server
from tests.find_chromium import chromium

SHARED = Path(__file__).resolve().parents[2] / "shared"


def gold_of(path: Path, n: int | None = None) -> list[tuple[str, str, set]]:
    """(id, text, spans) of records that have spans; `n` of them, drawn with a fixed seed."""
    records = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    found = [
        (record["id"], record["text"], {(s["start"], s["end"], s["label"]) for s in record["spans"]})
        for record in records
        if record["spans"]
    ]
    return found if n is None else random.Random(0).sample(found, n)


def measure(train: Path | None, n_train: int | None, articles: list[tuple[str, str, set]]) -> tuple[int, int, Counter]:
    """Actions, spans and kinds of action over these articles, after learning from `n_train` documents of `train`."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder, "project.db"), Path(folder, "server.log"))
        _prepare(server, train, n_train, articles)
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                annotator.sign_in(page, server.url, "Script", next="/documents")
                return _worked(page, server, articles)
        finally:
            server.stop()


def _prepare(server: Server, train: Path | None, n_train: int | None, articles: list) -> None:
    db = open_database(server.database)
    take_lease(db, LEASE, "bench", seconds=3600)  # nothing is learned while it is measured
    if train:
        reading = read_paths([train], scheme=current_scheme(db), annotator="gold")
        reading.check()
        known = [record for record in reading.documents if any(layer.spans for layer in record.annotations)]
        load_documents(db, known[:n_train])
    load_documents(db, [AnnotatedDocument(Document(document_id, text)) for document_id, text, _ in articles])
    learn_dictionary(db)
    db.conn.close()


def _worked(page, server: Server, articles: list) -> tuple[int, int, Counter]:
    kinds, n_spans = Counter(), 0
    for (document_id, text, gold), tokens in zip(articles, tokenise(text for _, text, _ in articles), strict=True):
        annotator.open_document(page, server.url, document_id)
        page.wait_for_timeout(150)
        script = Cheapest(page, text, tokens, gold)
        script.work()
        annotator.wait_saved(page)
        kinds += script.kinds
        n_spans += len(gold)
    return sum(kinds.values()), n_spans, kinds


def lines() -> Iterator[str]:
    """One line a measurement; nothing where ../shared is missing."""
    if not SHARED.is_dir():
        yield "actions per span: not measured, ../shared is missing"
        return
    re3d, muc4 = SHARED / "data" / "re3d", SHARED / "data" / "muc4"
    yield _line("3 seed articles, gazetteer alone", measure(None, None, gold_of(SHARED / "seeds" / "gold.jsonl")), 1.6)
    for n_train in (0, 25, 100):
        train = re3d / "train.jsonl" if n_train else None
        budget = 1.5 if n_train == 100 else None
        name = "all 68" if n_train == 100 else str(n_train)
        yield _line(
            f"re3d dev, 10 articles, after {name}", measure(train, n_train, gold_of(re3d / "dev.jsonl")), budget
        )
        train = muc4 / "train.jsonl" if n_train else None
        yield _line(
            f"MUC-4 dev, 20 articles, after {n_train}", measure(train, n_train, gold_of(muc4 / "dev.jsonl", 20)), None
        )


def _line(name: str, measured: tuple[int, int, Counter], budget: float | None) -> str:
    n_actions, n_spans, kinds = measured
    share = n_actions / n_spans
    verdict = "" if budget is None else f"  ({'within' if share <= budget else 'OVER'} {budget:g})"
    listed = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    return f"actions per span: {name:<40} {share:5.2f}{verdict}  {n_actions} for {n_spans} spans: {listed}"


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
