"""What is suggested to an author in a document."""

from collections.abc import Sequence

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import Range, masked
from labeling.core.document import Document
from labeling.core.scheme import Scheme
from labeling.core.span import Span
from labeling.core.suggesting.dictionary import Dictionary
from labeling.core.suggesting.suggesting import suggest
from labeling.core.suggesting.suggestion import Cover, Suggestion, outside
from labeling.store.authors import Author
from labeling.store.blindness import is_secret
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned import phrases as store
from labeling.store.learned.readings import reading_of, shown_from
from labeling.store.learned.suggestions import proposals_of
from labeling.store.locked_slice import is_locked
from labeling.workflow.suggesting.precision import precision

_learned: dict[object, tuple[int, Dictionary]] = {}  # database file to the dictionary and how often it was learned


def suggestions(
    db: Database, document: Document, scheme: Scheme, boilerplate: Sequence[Range], author: Author | None = None
) -> list[Suggestion]:
    """What is proposed for a document to this author, or to nobody in particular, sorted by place; matched now.

    Nothing in the locked test slice: what people mark there must be their own finding.
    """
    if is_locked(db, document.id):
        return []
    labels, text = [label.name for label in scheme.labels], masked(document.text, boilerplate)
    read = _read(db, document.id, boilerplate, author)
    proposed = outside(proposals_of(db, document.id), boilerplate)
    return suggest(text, current_gazetteer(db), _dictionary(db), labels, proposed, read)


def _read(
    db: Database, document_id: str, boilerplate: Sequence[Range], author: Author | None
) -> dict[str, list[Suggestion]]:
    """What our span suggester proposes there, by label: what is as often right as the team asks for.

    Nothing where it may have learned from somebody whose marks a blind round hides.
    """
    reading = None if is_secret(db, document_id, author.id if author else 0) else reading_of(db, document_id)
    if reading is None:
        return {}
    model_id, spans = reading
    least, folded = (
        shown_from(db, model_id, precision(db)),
        Cover(Span(start, end, "") for start, end, *_ in boilerplate),
    )
    read: dict[str, list[Suggestion]] = {label: [] for label in least}
    for start, end, label, score in spans:
        if label in least and score >= least[label] and not folded.touches(start, end):
            why = f"learned from marks: {score:.0%} sure"
            read[label].append(Suggestion(start, end, label, f"model-{model_id}", round(score, 2), why))
    return read


def _dictionary(db: Database) -> Dictionary:
    """The stored dictionary; read again only after it was learned anew."""
    times, file = store.learned_times(db), db.opened_file
    known = _learned.get(file)
    if known is None or known[0] != times:
        known = (times, store.dictionary(db))
        if file[1]:  # a database in memory has no identity to be known by
            _learned[file] = known
    return known[1]
