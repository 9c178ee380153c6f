"""Saving over the real API of the real app: one annotator, then twenty at once."""

import tempfile
import threading
import time
from pathlib import Path

from bench.client import Client
from bench.measure import quantile
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import open_database
from labeling.workflow.load import load_documents
from tests.browser.server import Server
from tests.operations import added

TEXT = "Rockets hit Camp Taji. " * 90


def measure(seconds: float = 10) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "project.db")
        db = open_database(database)
        load_documents(db, [AnnotatedDocument(Document(f"d{n}", TEXT + str(n))) for n in range(200)])
        db.close()
        begin = time.perf_counter()
        server = Server(database, Path(folder, "server.log")).start()
        started = time.perf_counter() - begin
        try:
            return [
                f"start to healthy: {started:.1f} s (budget 4)",
                _line("save, 1 annotator", *_run(server.url, 1, seconds), "p95 ≤ 40 ms"),
                _line("save, 20 clients", *_run(server.url, 20, seconds), "≥ 300 saves/s, p95 ≤ 100 ms, no error"),
            ]
        finally:
            server.stop()


def _line(name: str, times: list[float], errors: int, seconds: float, budget: str) -> str:
    p50, p95 = (1_000 * quantile(times, share) for share in (0.5, 0.95))
    rate = len(times) / seconds
    measured = f"{rate:,.0f} saves/s, p50 {p50:.1f} ms, p95 {p95:.1f} ms, {errors} errors, n = {len(times):,}"
    return f"{name}: {measured} ({budget})"


def _run(url: str, n_clients: int, seconds: float) -> tuple[list[float], int, float]:
    times: list[float] = []
    errors: list[Exception] = []
    clients = [
        threading.Thread(target=_save, args=(url, f"{n_clients}-{n}", seconds, times, errors)) for n in range(n_clients)
    ]
    begin = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return times, len(errors), time.perf_counter() - begin


def _save(url: str, name: str, seconds: float, times: list[float], errors: list[Exception]) -> None:
    client = Client(url, name)
    deadline, n = time.perf_counter() + seconds, 0
    while time.perf_counter() < deadline:
        n += 1
        start = n * 7 % (len(TEXT) - 10)
        operation = added(TEXT, Span(start, start + 1 + n // 8_000, "BASE"))
        begin = time.perf_counter()
        try:
            client.save(f"d{n // 40 % 200}", operation)
            times.append(time.perf_counter() - begin)
        except OSError as error:
            errors.append(error)
