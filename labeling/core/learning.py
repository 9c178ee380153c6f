"""How the dictionary follows from layers: each is counted by itself, so that any of them can be left out of the sum."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from labeling.core.dictionary import Count, Dictionary, Found, marked_finds, marked_keys, seen_counts, source_key
from labeling.core.gazetteer import Gazetteer
from labeling.core.layer import Layer
from labeling.core.phrases import Phrases
from labeling.core.suggesting import known_finds
from labeling.core.words import is_shouted, words_of

Counts = Counter[tuple[str, str]]  # by (key, label)


@dataclass(frozen=True, slots=True)
class PhraseCounts:
    """One layer, counted: `seen` where a phrase that is marked somewhere stands, `known` where a known thing does."""

    marked: Counts
    seen: Counts
    known: Counts


def phrase_counts(layers: Sequence[tuple[str, str, Layer]], gazetteer: Gazetteer) -> list[PhraseCounts]:
    """Each layer's own counts; a layer is given with the text as it is read (boilerplate masked) and the true one."""
    marked = [marked_keys(text, layer) for _, text, layer in layers]
    labels_by_key: dict[str, list[str]] = {}
    for key, label in dict.fromkeys(key for counts in marked for key in counts):
        labels_by_key.setdefault(key, []).append(label)
    phrases = Phrases(labels_by_key), Phrases(labels_by_key, shouted=True)
    counted = []
    for counts, (text, _, layer) in zip(marked, layers, strict=True):
        marks = list(_marks(text, labels_by_key, phrases))
        known = list(_known(text, gazetteer))
        both = seen_counts(layer, [*marks, *known])
        of_marks = {(key, label) for *_, label, key in marks}
        seen = Counter({key: n for key, n in both.items() if key in of_marks})
        of_known = {(key, label) for *_, label, key in known}
        known_seen = Counter({key: n for key, n in both.items() if key in of_known})
        counted.append(PhraseCounts(counts + marked_finds(layer, known), seen, known_seen))
    return counted


def dictionary_of(counted: Iterable[PhraseCounts]) -> Dictionary:
    """The dictionary of these layers. A phrase that none of them marks, and nothing knows, is not in it."""
    marked, seen, known = Counter(), Counter(), Counter()
    for one in counted:
        marked.update(one.marked)
        seen.update(one.seen)
        known.update(one.known)
    keys = {key for key, n in marked.items() if n} | {key for key, n in known.items() if n}
    return Dictionary(
        {key: Count(marked[key], max(marked[key], seen[key], known[key])) for key in sorted(keys)}
    )


def _marks(text: str, labels_by_key: dict[str, list[str]], phrases: tuple[Phrases, Phrases]) -> Iterator[Found]:
    words = words_of(text)
    for first, end, key in phrases[is_shouted(text)].find(words):
        for label in labels_by_key[key]:
            yield words.starts[first], words.ends[end - 1], label, key


def _known(text: str, gazetteer: Gazetteer) -> Iterator[Found]:
    words = words_of(text)
    for first, end, label, source in known_finds(text, words, gazetteer):
        for key in (words.key(first, end), source_key(source)):
            yield words.starts[first], words.ends[end - 1], label, key
