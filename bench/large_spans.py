"""Training the span suggester on very many marked documents: python -m bench.large_spans 10000

Processor time by phase and the peak of memory, on MUC-4's documents and others made of their sentences.
"""

import sys
import time
from collections.abc import Iterator

from bench.large_worker import peak
from bench.quality_detector import GAZETTEER
from bench.quality_spans import LABELS, SCHEME
from bench.recombined import documents
from labeling.store.finished import Finished
from models.spans.artifact import write_suggester
from models.spans.choosing import chosen
from models.spans.examples import Example, MarkedText
from models.spans.progress import followed
from models.spans.serving import telling_words
from models.spans.training import train_suggester


def lines(n: int) -> Iterator[str]:
    made, begun = documents(n), peak()
    known = [made[number] for number in chosen(map(_finished, range(n), made))]
    n_marked = sum(bool(one.marks) for one in made)
    yield f"{n:,} documents, {n_marked:,} with marks ({begun:.0f} MB); {len(known):,} are learned from"
    told = _Phases()
    examples = [Example(one, GAZETTEER) for one in followed(known, lambda _: told.tell(0, "Reading the documents"))]
    told.tell(0, "Choosing sentences")
    trained = train_suggester(examples, LABELS, GAZETTEER, told.tell, telling_words(SCHEME.detector_question))
    told.tell(1, "Storing")
    n_bytes = len(write_suggester(trained.suggester, trained.held_out))
    told.tell(1, "")
    yield f"in all {told.seconds:.0f} s, {peak():.0f} MB peak, the longest between two words {told.longest:.1f} s"
    yield f"a version of {n_bytes / 1e6:.1f} MB; F1 out of fold {trained.metrics['f1']:.3f}"


def _finished(number: int, one: MarkedText) -> Finished:
    return Finished(number, one.id, len(one.text), bool(one.marks), f"{number:09}")


class _Phases:
    """Prints each phase as soon as it is over: all of them together take minutes."""

    def __init__(self) -> None:
        self.at, self.what = time.process_time(), ""
        self.seconds = self.longest = self.of_phase = 0.0

    def tell(self, share: float, what: str) -> None:
        now = time.process_time()
        if self.what:
            took = now - self.at
            self.seconds += took
            self.of_phase += took
            self.longest = max(self.longest, took)
        if self.what and what != self.what:
            print(f"  {self.what:<30} {self.of_phase:>7.1f} s, {peak():,.0f} MB peak", flush=True)
            self.of_phase = 0.0
        self.at, self.what = now, what


if __name__ == "__main__":
    for line in lines(int(sys.argv[1])):
        print(line, flush=True)
