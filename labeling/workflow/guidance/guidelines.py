"""The guidelines change: a new version, who made it, why, and whose marks are to be looked at again."""

from collections.abc import Sequence

from sqlite_utils import Database

from labeling.core.closest import did_you_mean
from labeling.core.errors import GuidelineError
from labeling.core.guidance.guideline import GuidelineVersion, Topic, changed_topics, topics_of
from labeling.core.guidance.guideline_file import read_guideline
from labeling.core.scheme import Scheme
from labeling.store.authors import Author
from labeling.store.database import write
from labeling.store.guidelines import current_guideline, keep_guideline, newest_guideline, read_only_guideline
from labeling.store.schemes import read_only_scheme
from labeling.workflow.accounts.permission import check_allowed

NOTE_CHARACTERS = 500


def change_guideline(
    db: Database,
    author: Author | None,
    text: str,
    *,
    note: str,
    touched: Sequence[Topic] | None = None,
    base: str | None = None,
    where: str = "The guidelines",
) -> GuidelineVersion | None:
    """Make `text` the newest version; None where it is already.

    `touched`: the labels and questions whose marks are offered for review; None: those whose part changed. `base`: the
    id of the version that was edited. `author` None: somebody at the command line. Raises GuidelineError for a text
    that cannot be read, a missing note, or where another version came meanwhile; NotAllowed.
    """
    if author:
        check_allowed(db, author, "lead")
    current_guideline(db)  # the first version is there before it is changed
    with write(db):
        before = newest_guideline(db)
        if before.text == text:
            return None
        if base not in (None, before.id):
            by = f" by {before.author}" if before.author else ""
            raise GuidelineError(
                f"The guidelines were changed meanwhile ({before.name}{by}: {before.note}). "
                "Copy what you wrote, reload the page, and change them again. Nothing was changed."
            )
        keep_guideline(db, text, author.id if author else None, _note(note), _touched(db, before, text, touched, where))
        return newest_guideline(db)


def check_guideline(
    db: Database, text: str, *, touched: Sequence[Topic] | None = None, where: str
) -> tuple[Topic, ...] | None:
    """What `change_guideline` would offer for review, or None where nothing would change; nothing is written."""
    before = read_only_guideline(db)
    return None if before.text == text else _touched(db, before, text, touched, where)


def _touched(
    db: Database, before: GuidelineVersion, text: str, touched: Sequence[Topic] | None, where: str
) -> tuple[Topic, ...]:
    scheme = read_only_scheme(db)
    after = read_guideline(text, where=where, scheme=scheme)
    if touched is None:
        return changed_topics(read_guideline(before.text, where=before.name), after, topics_of(scheme))
    return tuple(dict.fromkeys(touched))


def named_topics(db: Database, names: Sequence[str]) -> tuple[Topic, ...]:
    """The labels and questions of these names; GuidelineError for one that the scheme does not have."""
    return tuple(_named(read_only_scheme(db), name) for name in names)


def _named(scheme: Scheme, name: str) -> Topic:
    found = next((topic for topic in topics_of(scheme) if topic[1] == name), None)
    if found is None:
        known = [topic[1] for topic in topics_of(scheme)]
        raise GuidelineError(
            f"The scheme has no label or question {name[:40]!r}.{did_you_mean(name[:40], known)} "
            f"It has {', '.join(known)}. Nothing was changed."
        )
    return found


def _note(note: str) -> str:
    note = " ".join(note.split())
    if not note:
        raise GuidelineError("Say in a few words what changed and why: the others read it. Nothing was changed.")
    if len(note) > NOTE_CHARACTERS:
        raise GuidelineError(
            f"The note has {len(note):,} characters; {NOTE_CHARACTERS} are enough. Nothing was changed."
        )
    return note
