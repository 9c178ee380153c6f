"""Finding marked words in all documents: how they were marked, and where."""

from dataclasses import dataclass, replace

from sqlite_utils import Database

from labeling.core.closest import did_you_mean
from labeling.core.errors import FileRefused
from labeling.core.marked_phrases import MarkedPhrase, marked_phrases, phrase_key
from labeling.store.authors import Author, author_named, authors
from labeling.store.span_search import FoundSpan, Whose, found_spans, n_found, quote_counts
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.blindness import hidden_documents


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which spans to find; "" means any.

    `words` stand in the span, `phrase` is all of it, both in any case and spacing. `author` is whose layers are looked
    through. `in_two_ways`: only words that bear more than one label.
    """

    words: str = ""
    phrase: str = ""
    label: str = ""
    author: str = ""
    in_two_ways: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`phrases`, the most marked first; `spans`, a stretch of all `n_spans`, which lie in `n_documents` documents."""

    phrases: list[MarkedPhrase]
    spans: list[FoundSpan]
    n_spans: int
    n_documents: int


def find_spans(db: Database, viewer: Author | None, wanted: Wanted, *, limit: int = -1, offset: int = 0) -> Found:
    """What fits, of the layers that the viewer may see; None is whoever holds the file.

    Phrases are counted with all their labels, also where one label is wanted: the others are what to compare with.
    Others' layers need the right to review; what a blind round keeps from the viewer is left out. Raises NotAllowed,
    or FileRefused where nobody has the wanted name.
    """
    whose = _whose(db, viewer, wanted.author)
    every = marked_phrases(quote_counts(db, whose))
    phrases = [phrase for phrase in every if _fits(phrase, wanted)]
    is_any = wanted == replace(Wanted(), author=wanted.author, label=wanted.label)
    quotes = None if is_any else [quote for phrase in phrases for quote in phrase.quotes]
    n_spans, n_documents = n_found(db, whose, quotes, wanted.label or None)
    spans = found_spans(db, whose, quotes, wanted.label or None, limit=limit, offset=offset) if limit else []
    return Found(phrases, spans, n_spans, n_documents)


def _whose(db: Database, viewer: Author | None, name: str) -> Whose:
    author = author_named(db, name) if name else None
    if name and author is None:
        raise FileRefused(f"Nobody here is called {name!r}.{did_you_mean(name, [one.name for one in authors(db)])}")
    if viewer is None:
        return Whose(0, author.id if author else None)
    if author is None or author.id != viewer.id:
        check_allowed(db, viewer, "review")
    return Whose(viewer.id, author.id if author else None, hidden_documents(db, viewer))


def _fits(phrase: MarkedPhrase, wanted: Wanted) -> bool:
    return (
        (not wanted.phrase or phrase.key == phrase_key(wanted.phrase))
        and (not wanted.label or wanted.label in phrase.labels)
        and (not wanted.in_two_ways or len(phrase.labels) > 1)
        and all(word in f" {phrase.key}" for word in _begun(wanted.words))
    )


def _begun(words: str) -> list[str]:
    """Each word with the space before it: a word may be unfinished, and does not begin inside another.

    >>> _begun("Taji  CAMP")
    [' taji', ' camp']
    """
    return [f" {word}" for word in phrase_key(words).split()]
