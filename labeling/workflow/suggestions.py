"""What is suggested to an author in a document."""

from sqlite_utils import Database

from labeling.core.dictionary import Dictionary
from labeling.core.document import Document
from labeling.core.layer import Layer
from labeling.core.scheme import Scheme
from labeling.core.suggesting import suggest
from labeling.core.suggestion import Suggestion, open_suggestions
from labeling.store import phrases as store
from labeling.store.gazetteers import current_gazetteer

_learned: dict[object, tuple[int, Dictionary]] = {}  # database file to the dictionary and what it was learned until


def suggestions(db: Database, document: Document, scheme: Scheme, layer: Layer) -> list[Suggestion]:
    """The open suggestions of a document, sorted by place; matched now, so that they are as new as the dictionary."""
    labels = [label.name for label in scheme.labels]
    found = suggest(document.text, current_gazetteer(db), _dictionary(db), labels)
    return open_suggestions(found, list(layer.spans.values()), layer.rejected)


def _dictionary(db: Database) -> Dictionary:
    """The stored dictionary; read again only after it was learned anew."""
    until, file = store.learned_until(db), db.opened_file
    known = _learned.get(file)
    if known is None or known[0] != until:
        known = (until, store.dictionary(db))
        if file[1]:  # a database in memory has no identity to be known by
            _learned[file] = known
    return known[1]
