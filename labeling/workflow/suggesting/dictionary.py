"""Learning the dictionary from what people marked and rejected so far."""

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import masked
from labeling.core.suggesting.dictionary import (
    Count,
    Dictionary,
    Found,
    marked_finds,
    marked_keys,
    seen_counts,
    source_key,
)
from labeling.core.suggesting.phrases import Phrases
from labeling.core.suggesting.suggestion import outside
from labeling.core.words import is_shouted, words_of
from labeling.store.boilerplate import ranges_of
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned import phrases as store
from labeling.store.learned.suggestions import proposals_of
from labeling.workflow.suggesting.known_finds import KnownFinds


def is_dictionary_old(db: Database) -> bool:
    return store.newest_operation(db) > store.learned_until(db)


def learn_dictionary(db: Database) -> Dictionary:
    """Count each phrase that is marked, or that the gazetteer knows, over all layers; the same marks give the same."""
    return next(learned for learned in learning(db, KnownFinds()) if learned is not None)


def learning(db: Database, known: KnownFinds) -> Iterator[Dictionary | None]:
    """The same, a layer at a time: None after each, and the dictionary when it is written.

    What is marked meanwhile makes the dictionary old again. Where it was forgotten meanwhile, counting begins anew:
    there may be layers from which nothing may be learned any more.
    """
    while True:
        until, times = store.newest_operation(db), store.learned_times(db)
        marked: Counter[tuple[str, str]] = Counter()
        for _, text, layer in store.layers_with_spans(db):
            marked.update(marked_keys(text, layer))
            yield None
        finder, seen = _Finder(db, known, marked), Counter()
        for document_id, text, layer in store.layers_with_spans(db):
            finds = finder.finds(document_id, text)
            seen.update(seen_counts(layer, finds))
            marked.update(marked_finds(layer, finds))
            yield None
        keys = marked.keys() | {key for key, n in seen.items() if n}
        learned = Dictionary({key: Count(marked[key], max(marked[key], seen[key])) for key in sorted(keys)})
        if store.write_phrases(db, learned, until, times):
            yield learned
            return


class _Finder:
    """What there is to be marked in a text: phrases that people marked, what is known anyway, what tools proposed."""

    def __init__(self, db: Database, known: KnownFinds, marked: Counter[tuple[str, str]]) -> None:
        self.db, self.known, self.gazetteer = db, known, current_gazetteer(db)
        self.labels_by_key: dict[str, list[str]] = {}
        for key, label in marked:
            self.labels_by_key.setdefault(key, []).append(label)
        self.phrases = Phrases(self.labels_by_key), Phrases(self.labels_by_key, shouted=True)

    def finds(self, document_id: str, text: str) -> list[Found]:
        ranges = ranges_of(self.db, document_id)
        text = masked(text, ranges)
        words = words_of(text)
        marked = (
            (words.starts[first], words.ends[end - 1], label, key)
            for first, end, key in self.phrases[is_shouted(text)].find(words)
            for label in self.labels_by_key[key]
        )
        # a source of other tools that is seldom right is offered no more
        proposed = outside(proposals_of(self.db, document_id), ranges)
        of_tools = ((*one.span.place, source_key(one.source)) for one in proposed)
        return [*marked, *self.known.finds(document_id, text, words, self.gazetteer), *of_tools]
