"""The dictionary: phrases that people marked, with how often they were marked of all the times they were seen."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from labeling.core.layer import Layer
from labeling.core.suggesting.phrases import Phrases
from labeling.core.words import key_of

Found = tuple[int, int, str, str]  # start, end (code points), label, key

LEAST_SHARE = 0.5  # an entry marked in under half of its occurrences is not offered
LONGEST = 8  # words of an entry
SHORT = 3  # letters up to which, or where there is none, one sighting proves little …
SIGHTINGS = 3  # … and this many are asked for
TRIALS = 20  # proposals of a source, before …
LEAST_SHARE_OF_SOURCE = 0.3  # … it is offered no more where fewer of them are marked


@dataclass(frozen=True, slots=True)
class Count:
    """`n_marked` of `n_seen` occurrences were marked, over finished layers; rejections count as seen."""

    n_marked: int = 0
    n_seen: int = 0

    @property
    def share(self) -> float:
        return self.n_marked / self.n_seen if self.n_seen else 0.0


@dataclass(frozen=True)
class Dictionary:
    """Counts by (key, label); `words.key_of` gives keys."""

    counts: dict[tuple[str, str], Count]

    def offers(self, key: str, label: str) -> bool:
        count = self.counts.get((key, label), Count())
        weak = len(key) <= SHORT or not any(map(str.isalpha, key))
        return count.share >= LEAST_SHARE and count.n_marked >= (SIGHTINGS if weak else 1)

    def denies(self, key: str, label: str) -> bool:
        """Whether it was seen often enough to say that it is seldom this."""
        count = self.counts.get((key, label), Count())
        return count.n_seen >= SIGHTINGS and count.share < LEAST_SHARE

    def distrusts(self, source: str, label: str) -> bool:
        """Whether what a source proposes as this label was seen often, and is seldom what people mark here."""
        count = self.counts.get((source_key(source), label), Count())
        return count.n_seen >= TRIALS and count.share < LEAST_SHARE_OF_SOURCE

    @cached_property
    def offered(self) -> dict[str, list[str]]:
        """Key to the labels it is offered as."""
        labels: dict[str, list[str]] = {}
        for key, label in self.counts:
            if self.offers(key, label):
                labels.setdefault(key, []).append(label)
        return labels

    @cached_property
    def phrases(self) -> tuple[Phrases, Phrases]:
        """What is offered, as it is looked for in an ordinary text, and in one that is all in capitals."""
        return Phrases(self.offered), Phrases(self.offered, shouted=True)


def source_key(source: str) -> str:
    """Under which key a source is counted as a whole; no phrase has such a key: in one, a blank is before a colon.

    >>> source_key("pattern"), source_key("label-studio: my-model")
    ('pattern:', 'label-studio: my-model:')
    """
    return f"{source}:"


def is_source_key(key: str) -> bool:
    return key.endswith(":") and not key.endswith(" :") and len(key) > 1


def marked_keys(text: str, layer: Layer) -> Counter[tuple[str, str]]:
    """How often the layer marks each (key, label)."""
    keys = Counter((key_of(span.quote(text)), span.label) for span in layer.spans.values())
    return Counter({(key, label): n for (key, label), n in keys.items() if key and key.count(" ") < LONGEST})


def seen_counts(layer: Layer, found: Iterable[Found]) -> Counter[tuple[str, str]]:
    """How often each (key, label) was there to be marked; not where it is part of a longer span of its label.

    In a layer that is not finished only what was marked or rejected counts: the rest may still be to come.
    """
    seen: Counter[tuple[str, str]] = Counter()
    spans_by_label: dict[str, list[tuple[int, int]]] = {}
    for span in layer.spans.values():
        spans_by_label.setdefault(span.label, []).append((span.start, span.end))
    for start, end, label, key in set(found):
        spans = spans_by_label.get(label, ())
        if layer.state == "done":
            seen[key, label] += all(s == (start, end) for s in spans if s[0] <= start and end <= s[1])
        else:
            seen[key, label] += (start, end) in spans or (start, end, label) in layer.rejected
    return seen


def marked_finds(layer: Layer, found: Iterable[Found]) -> Counter[tuple[str, str]]:
    """How many finds of each source, counted as a whole, the layer marks exactly."""
    places = {span.place for span in layer.spans.values()}
    counts: Counter[tuple[str, str]] = Counter()
    for start, end, label, key in set(found):
        if is_source_key(key) and (start, end, label) in places:
            counts[key, label] += 1
    return counts
