"""Learning the dictionary from what people marked and rejected so far."""

from sqlite_utils import Database

from labeling.core.boilerplate import masked
from labeling.core.dictionary import Dictionary
from labeling.core.learning import dictionary_of, phrase_counts
from labeling.store import phrases as store
from labeling.store.boilerplate import ranges_of
from labeling.store.gazetteers import current_gazetteer


def is_dictionary_old(db: Database) -> bool:
    return store.newest_operation(db) > store.learned_until(db)


def learn_dictionary(db: Database) -> Dictionary:
    """Count each phrase that is marked, or that the gazetteer knows, over all layers; the same marks give the same."""
    until, gazetteer = store.newest_operation(db), current_gazetteer(db)
    layers = [(masked(text, ranges_of(db, found)), text, layer) for found, text, layer in store.layers_with_spans(db)]
    learned = dictionary_of(phrase_counts(layers, gazetteer))
    store.write_phrases(db, learned, until)
    return learned
