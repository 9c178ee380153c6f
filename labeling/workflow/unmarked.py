"""Places where words that somebody marks elsewhere stand unmarked, in what they have finished."""

from collections.abc import Collection, Iterator

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import masked
from labeling.core.suggesting.phrases import Phrases, longest
from labeling.core.words import is_shouted, key_of, words_of
from labeling.store.authors import Author
from labeling.store.boilerplate import ranges_of
from labeling.store.projection import stored_layer
from labeling.store.span_search import AROUND, FoundSpan, finished_texts

MOST_TEXTS = 300  # that are looked through for one phrase


def unmarked_places(db: Database, author: Author, quotes: Collection[str]) -> list[FoundSpan]:
    """Where these words stand in the author's finished documents and no span of theirs touches them; label "".

    Boilerplate and the locked test slice are left out. Of many documents the first MOST_TEXTS are looked through.
    """
    found = []
    for document_id, title, text in finished_texts(db, author.id, quotes, limit=MOST_TEXTS):
        spans = stored_layer(db, document_id, author.id).spans.values()
        for start, end in _places(db, document_id, text, quotes):
            if not any(span.start < end and start < span.end for span in spans):
                around = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
                place = ("", "", start, end, text[start:end], {}, *around)
                found.append(FoundSpan(document_id, title, author.name, "done", *place))
    return found


def _places(db: Database, document_id: str, text: str, quotes: Collection[str]) -> Iterator[tuple[int, int]]:
    text = masked(text, ranges_of(db, document_id))
    words = words_of(text)
    phrases = Phrases({key_of(quote) for quote in quotes if key_of(quote)}, shouted=is_shouted(text))
    for first, end in longest((first, end) for first, end, _ in phrases.find(words)):
        yield words.starts[first], words.ends[end - 1]
