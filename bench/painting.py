"""How long a key takes until the page shows it, and until it is on disk; and how long the next article takes."""

import random
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.client import Client
from bench.measure import quantile
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import open_database
from labeling.store.leases import take_lease
from labeling.workflow.load import load_documents
from models.chores import tokenise_documents
from models.process import LEASE
from tests.browser import annotator
from tests.browser.conftest import FLAGS
from tests.browser.server import Server
from tests.find_chromium import chromium
from tests.operations import added

SIZES = ((5_000, 60), (20_000, 200), (100_000, 1_000))  # characters, spans
BUDGETS = {5_000: (3, 33), 20_000: (None, None), 100_000: (None, 50)}  # handler p50, second frame p95, in ms
KEYS = 40
SHARED = "Rockets hit Camp Taji. " * 90  # what the other annotators mark meanwhile
# Presses a label's key on one word after another. Each time: [handler and layout, second frame, on disk] in ms.
PRESS = """async ([key, n]) => {
  const inside = root => root.querySelector('[data-sitrep="annotator"]')
    ?? [...root.querySelectorAll('*')].map(e => e.shadowRoot && inside(e.shadowRoot)).find(Boolean);
  const workspace = inside(document);
  const press = key => workspace.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const frame = () => new Promise(requestAnimationFrame);
  const out = [];
  for (let at = 0; at < n; at++) {
    for (let step = 0; step < 3; step++) press('ArrowRight');
    await new Promise(done => setTimeout(done, 120));
    await frame();
    const begin = performance.now();
    press(key);
    workspace.getBoundingClientRect();
    const handled = performance.now() - begin;
    await frame();
    await frame();
    const shown = performance.now() - begin;
    while (workspace.dataset.saved !== 'true') await new Promise(done => setTimeout(done, 1));
    out.push([handled, shown, performance.now() - begin]);
  }
  return out;
}"""
# Submits and waits for the next article's text: ms.
NEXT = """async n => {
  const inside = root => root.querySelector('[data-sitrep="annotator"]')
    ?? [...root.querySelectorAll('*')].map(e => e.shadowRoot && inside(e.shadowRoot)).find(Boolean);
  const workspace = inside(document);
  const press = key => workspace.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const out = [];
  for (let at = 0; at < n; at++) {
    await new Promise(done => setTimeout(done, 900));
    press('y');
    const before = workspace.dataset.documentId;
    const begin = performance.now();
    press('Enter');
    const isShown = () => workspace.dataset.documentId !== before && workspace.dataset.state;
    while (!isShown()) await new Promise(requestAnimationFrame);
    out.push(performance.now() - begin);
  }
  return out;
}"""


def lines() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder, "project.db"), Path(folder, "server.log"))
        db = open_database(server.database)
        take_lease(db, LEASE, "bench", seconds=3600)
        load_documents(db, _documents())
        while tokenise_documents(db):
            pass  # as the worker does ahead
        db.conn.close()
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                annotator.sign_in(page, server.url, "Script", next="/documents")
                yield from _painting(page, server, 1)
                with _Others(server, 19):
                    yield from _painting(page, server, 20)
                page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
                annotator.sign_in(page, server.url, "Reader", next="/documents")  # began nothing: ordinary articles
                annotator.open_document(page, server.url, "next0")
                times = page.evaluate(NEXT, 12)
                yield f"submit to next article shown, fetched ahead: {_spread(times)}  (budget p95 50 ms)"
        finally:
            server.stop()


def _painting(page: Page, server: Server, n_annotators: int) -> Iterator[str]:
    for place, (characters, n_spans) in enumerate(SIZES):
        annotator.open_document(page, server.url, f"size{characters}")
        page.wait_for_timeout(600)
        key = str(1 + (place + n_annotators) % 4)
        handled, shown, saved = zip(*page.evaluate(PRESS, [key, KEYS]), strict=True)
        most_handled, most_shown = BUDGETS[characters]
        budget = ", ".join(
            [f"handler p50 ≤ {most_handled} ms"] * bool(most_handled)
            + [f"second frame p95 ≤ {most_shown} ms"] * bool(most_shown)
        )
        who = "1 annotator" if n_annotators == 1 else f"{n_annotators} annotators"
        yield (
            f"key, {characters:,} characters / {n_spans:,} spans, {who}: handler and layout {_spread(handled)}; "
            f"second frame {_spread(shown)}; on disk {_spread(saved)}" + (f"  (budget {budget})" if budget else "")
        )


def _spread(times: list[float]) -> str:
    p50, p95 = (quantile(times, share) for share in (0.5, 0.95))
    return f"p50 {p50:.1f} p95 {p95:.1f} ms (n = {len(times)})"


def _documents() -> list[AnnotatedDocument]:
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnoprstu", k=chance.randint(2, 9))) for _ in range(6_000)]
    made = [AnnotatedDocument(Document("shared", SHARED))]
    for number in range(15):
        text = "\n\n".join(" ".join(chance.choices(words, k=120)) for _ in range(6))
        made.append(AnnotatedDocument(Document(f"next{number}", text)))
    for characters, n_spans in SIZES:
        text = " ".join(chance.choices(words, k=characters // 5))[:characters]  # one paragraph
        starts = [text.index(" ", at) + 1 for at in range(0, characters - 200, (characters - 200) // n_spans)][:n_spans]
        spans = tuple(Span(start, text.index(" ", start), chance.choice(["ACTOR", "BASE"])) for start in starts)
        layer = Annotation("Script", tuple(dict.fromkeys(spans)), state="open")
        made.append(AnnotatedDocument(Document(f"size{characters}", text), (layer,)))
    return made


class _Others:
    """Other annotators who save a span every half second each, while the page is measured."""

    def __init__(self, server: Server, n: int) -> None:
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._work, args=(server, number), daemon=True) for number in range(n)]

    def __enter__(self) -> None:
        for thread in self.threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _work(self, server: Server, number: int) -> None:
        client, n = Client(server.url, f"Other {number}"), 0
        while not self.stopping.wait(0.5):
            n += 1
            client.save("shared", added(SHARED, Span(n, n + 1, "BASE")))
