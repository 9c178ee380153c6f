"""People who save through the real API, as the page does: an operation is sent until it is acknowledged."""

import math
import random
import threading
import time
import urllib.parse
from collections.abc import Callable

from tests.operations import message
from tests.proofs.client import CUT, Client

PATIENCE = 90.0  # seconds to wait for a server that is away


class Annotator(threading.Thread):
    """Opens documents, marks, answers, asks what is next. `think` gives the seconds between two actions.

    acknowledged: op_ids the server said it has. seconds: (what, how long it took), answered requests only.
    faults: what went wrong that was not expected.
    """

    def __init__(self, port: int, name: str, documents: list[str], think: Callable[[], float], seed: int) -> None:
        super().__init__(daemon=True, name=name)
        self.client, self.documents, self.think = Client(port), documents, think
        self.chance = random.Random(seed)
        self.stopping, self.signed_in = threading.Event(), threading.Event()
        self.acknowledged: list[str] = []
        self.sent: list[str] = []
        self.seconds: list[tuple[str, float]] = []
        self.faults: list[str] = []
        self.n_cut = 0

    def run(self) -> None:
        try:
            self.client.sign_in(self.name)
            self.signed_in.set()
            while not self.stopping.is_set():
                self._work_on(self.chance.choice(self.documents))
        except Exception as error:
            self.faults.append(f"{self.name}: {error!r}")
        finally:
            self.client.close()

    def end(self) -> None:
        self.stopping.set()
        self.join(PATIENCE)

    def _work_on(self, document_id: str) -> None:
        path = f"/api/documents/{urllib.parse.quote(document_id)}"
        opened = self._ask("open", "GET", path)
        version = opened["version"]
        for _ in range(self.chance.randint(2, 6)):
            if self.stopping.is_set():
                return
            operation = self._operation(opened["document"]["text"])
            self.sent.append(operation["op_id"])
            answer = self._ask("save", "POST", f"{path}/operations", {"version": version, "operations": [operation]})
            self.acknowledged += answer["committed"]
            version = answer["version"]
            self.stopping.wait(self.think())
        self._ask("queue", "GET", "/api/queue?n=3")

    def _operation(self, text: str) -> dict:
        """Half are marks, of which one that is there already is refused: an answer too."""
        kind = self.chance.random()
        if kind < 0.5:
            start = self.chance.randrange(len(text) - 20)
            end = start + self.chance.randint(3, 20)
            label = self.chance.choice(["BASE", "ACTOR", "WEAPON", "CASUALTY"])
            span_id = f"{self.name}-{len(self.sent)}"
            return message("span.add", span_id=span_id, start=start, end=end, label=label, quote=text[start:end])
        if kind < 0.8:
            return message("answer.set", question="attack_report", value=self.chance.choice(["yes", "no"]))
        return message("note.set", text=f"note {len(self.sent)}")

    def _ask(self, what: str, method: str, path: str, body: dict | None = None) -> dict:
        """The answer; asked again, with the same ids, while the server is away."""
        until = time.monotonic() + PATIENCE
        while True:
            begun = time.perf_counter()
            try:
                status, answer = self.client.request(method, path, body)
            except CUT:
                self.n_cut += 1
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
                continue
            self.seconds.append((what, time.perf_counter() - begun))
            if "committed" not in answer and status != 200:
                raise AssertionError(f"{what}: {status} {answer.get('detail')}")
            return answer


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of all are not above; 0 < share <= 1.

    >>> percentile([3, 1, 2, 4], 0.5)
    2
    """
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]
