"""What changes on the way into a spaCy pack: every span moved or left out of something, and why."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOVED = "moved"
DROPPED = "dropped"
NOT_IN_ENTS = "not in ents, kept in spans['sc']"
NOT_SUGGESTED = "not a candidate of config_spancat.cfg"
NOT_IN_TEXTCAT = "not in textcat"
NOT_IN_TRAIN = "not in train"


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss. `start`, `end`, `quote` are the annotator's; `new_start`, `new_end` what a moved span became."""

    document: str
    author: str
    what: str
    why: str
    start: int | None = None
    end: int | None = None
    label: str | None = None
    quote: str | None = None
    new_start: int | None = None
    new_end: int | None = None

    def row(self) -> dict:
        """The loss as a line of losses.jsonl; new offsets only where the span moved."""
        keys = ["document", "author", "start", "end", "label", "quote", "what", "why"]
        if self.new_start is not None:
            keys += ["new_start", "new_end"]
        return {key: getattr(self, key) for key in keys}


def write_losses(losses: Iterable[Loss]) -> bytes:
    """losses.jsonl."""
    lines = (json.dumps(loss.row(), ensure_ascii=False) + "\n" for loss in losses)
    return "".join(lines).encode("utf-8")


def counted(losses: Iterable[Loss]) -> list[dict]:
    """How many of each kind, most frequent first."""
    counts = Counter((loss.what, loss.why) for loss in losses)
    return [{"what": what, "why": why, "n": n} for (what, why), n in counts.most_common()]
