"""A project gets another scheme or gazetteer: only one that still has everything people used."""

from collections.abc import Iterator

from sqlite_utils import Database

from labeling.core.errors import SchemeError
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.store.authors import Author
from labeling.store.database import write
from labeling.store.gazetteers import add_gazetteer, current_gazetteer
from labeling.store.schemes import answers_in_use, attributes_in_use, current_scheme, keep_scheme, labels_in_use
from labeling.workflow.accounts.permission import check_allowed

MOST_LISTED = 20


def check_scheme(db: Database, scheme: Scheme, *, where: str) -> None:
    """Raise SchemeError where spans or answers of the project would be left without their label or question."""
    missing = list(_missing(db, scheme))
    if missing:
        more = [f"… and {len(missing) - MOST_LISTED:,} more."] if len(missing) > MOST_LISTED else []
        listed = "\n".join([f"{where}: {one}" for one in missing[:MOST_LISTED]] + more)
        raise SchemeError(
            f"{listed}\nWhat people marked keeps its name: add these to the file, or rename them on the way into "
            "another project (docs/scheme.md). Nothing was changed."
        )


def change_scheme(db: Database, scheme: Scheme, *, where: str, author: Author | None = None) -> bool:
    """Make this the project's scheme; False where it is already. Raises what `check_scheme` raises.

    `author`: who asks, NotAllowed unless they lead; None: who holds the file.
    """
    check_allowed(db, author, "lead")
    if current_scheme(db).id == scheme.id:
        return False
    with write(db):
        check_scheme(db, scheme, where=where)
        keep_scheme(db, scheme)
    return True


def change_gazetteer(db: Database, gazetteer: Gazetteer, *, author: Author | None = None) -> bool:
    """Make this the project's gazetteer; False where it is already. What was suggested from the old one is gone."""
    check_allowed(db, author, "lead")
    if current_gazetteer(db).id == gazetteer.id:
        return False
    add_gazetteer(db, gazetteer)
    return True


def _missing(db: Database, scheme: Scheme) -> Iterator[str]:
    """What people used and this scheme has not, with how often."""
    for name, n in labels_in_use(db):
        if scheme.label(name) is None:
            yield f"no label {name}, which {_have(n, 'span')}."
    for label, name, value, n in attributes_in_use(db):
        known = scheme.label(label)
        attribute = known.attribute(name) if known else None
        if known and (attribute is None or not attribute.allows(value)):
            yield f"{label} has no {name} = {value!r}, which {_have(n, 'span')}."
    for question, value, reason, n in answers_in_use(db):
        asked = scheme.question(question)
        offered = asked.value(value) if asked else None
        if offered is None or (reason is not None and reason not in offered.reasons):
            said = f"{question} = {value}" + (f", {reason}" if reason else "")
            yield f"no answer {said}, which {_have(n, 'document')}."


def _have(n: int, thing: str) -> str:
    return f"{n_of(n, thing)} of the project {'has' if n == 1 else 'have'}"
