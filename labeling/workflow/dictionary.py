"""Learning the dictionary from what people marked and rejected so far."""

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from labeling.core.boilerplate import masked
from labeling.core.dictionary import Count, Dictionary, Found, marked_finds, marked_keys, seen_counts, source_key
from labeling.core.gazetteer import Gazetteer
from labeling.core.phrases import Phrases
from labeling.core.suggesting import known_finds
from labeling.core.suggestion import outside
from labeling.core.words import is_shouted, words_of
from labeling.store import phrases as store
from labeling.store.boilerplate import ranges_of
from labeling.store.gazetteers import current_gazetteer
from labeling.store.suggestions import proposals_of


def is_dictionary_old(db: Database) -> bool:
    return store.newest_operation(db) > store.learned_until(db)


def learn_dictionary(db: Database) -> Dictionary:
    """Count each phrase that is marked, or that the gazetteer knows, over all layers; the same marks give the same."""
    until, gazetteer = store.newest_operation(db), current_gazetteer(db)
    layers = [
        (found, masked(text, ranges_of(db, found)), text, layer) for found, text, layer in store.layers_with_spans(db)
    ]
    marked: Counter[tuple[str, str]] = Counter()
    for _, _, text, layer in layers:
        marked.update(marked_keys(text, layer))
    labels_by_key: dict[str, list[str]] = {}
    for key, label in marked:
        labels_by_key.setdefault(key, []).append(label)
    phrases = Phrases(labels_by_key), Phrases(labels_by_key, shouted=True)
    seen: Counter[tuple[str, str]] = Counter()
    for document_id, text, _, layer in layers:
        finds = [*_finds(text, gazetteer, labels_by_key, phrases), *_proposed(db, document_id)]
        seen.update(seen_counts(layer, finds))
        marked.update(marked_finds(layer, finds))
    keys = marked.keys() | {key for key, n in seen.items() if n}
    learned = Dictionary({key: Count(marked[key], max(marked[key], seen[key])) for key in sorted(keys)})
    store.write_phrases(db, learned, until)
    return learned


def _proposed(db: Database, document_id: str) -> Iterator[Found]:
    """What models of other tools proposed there: a source that is seldom right is offered no more."""
    proposed = outside(proposals_of(db, document_id), ranges_of(db, document_id))
    return ((*one.span.place, source_key(one.source)) for one in proposed)


def _finds(
    text: str, gazetteer: Gazetteer, labels_by_key: dict[str, list[str]], phrases: tuple[Phrases, Phrases]
) -> Iterator[Found]:
    words = words_of(text)
    for first, end, key in phrases[is_shouted(text)].find(words):
        for label in labels_by_key[key]:
            yield words.starts[first], words.ends[end - 1], label, key
    for first, end, label, source in known_finds(text, words, gazetteer):
        for key in (words.key(first, end), source_key(source)):
            yield words.starts[first], words.ends[end - 1], label, key
