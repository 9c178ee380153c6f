"""What keeps two projects from becoming one, all of it in one message."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from labeling.core.errors import DatabaseDamaged, MergeRefused
from labeling.core.scheme_fit import misfit
from labeling.store.merging import merge_conflicts as store
from labeling.store.schemes import newest_scheme

MOST_SHOWN = 20


def check_conflicts(db: Database, other: Path) -> None:
    """Raise MergeRefused with every conflict between the two projects, DatabaseDamaged for texts that changed."""
    damaged = list(islice(store.changed_texts(db), MOST_SHOWN))
    if damaged:
        raise DatabaseDamaged(
            f"{other}: the texts of {', '.join(damaged)} are not the ones that were loaded. Restore its backup; "
            "nothing was merged."
        )
    conflicts = _conflicts(db)
    shown = list(islice(conflicts, MOST_SHOWN))
    if shown:
        n_more = sum(1 for _ in conflicts)
        raise MergeRefused(
            "\n".join(shown)
            + (f"\n… and {n_more:,} more conflicts" if n_more else "")
            + f"\n{other} and this project contradict each other; nothing was merged."
        )


def _conflicts(db: Database) -> Iterator[str]:
    for document_id in store.other_texts(db):
        yield f"document {document_id!r} has another text there. Texts never change: give one of the two another id."
    for name, here, there in store.other_kinds(db):
        yield f"author {name!r} is of kind {here} here and {there} there. Load that work again under another name."
    for op_id, document_id in store.other_operations(db):
        yield (
            f"operation {op_id} on document {document_id!r} says something else there. "
            "One of the two files was changed by other means than Sitrep: restore its backup."
        )
    yield from _misfits(db)


def _misfits(db: Database) -> Iterator[str]:
    """Each thing that operations there say and the current scheme here does not know, once."""
    scheme = newest_scheme(db)
    if scheme is None:
        return  # then the schemes are taken with the rest
    first: dict[str, str] = {}
    n_operations: Counter[str] = Counter()
    for document_id, kind, payload in store.new_operations_of_other_schemes(db, scheme.id):
        if what := misfit(kind, payload, scheme):
            first.setdefault(what, document_id)
            n_operations[what] += 1
    for what, document_id in first.items():
        n = n_operations[what]
        said = "1 operation there says so" if n == 1 else f"{n:,} operations there say so"
        yield (
            f"{what} {said}, the first on document {document_id!r}. "
            "Add it to the scheme here, or merge this project into the other one, if that one's scheme knows all."
        )
