"""What `sitrep doctor` looks at, each a finding with what to do about it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from labeling.core.errors import DatabaseDamaged, SitrepError, StoreError
from labeling.store.keeping.copies import opened_as_it_is
from labeling.store.library_errors import RESTORE, LibraryError, refusal_of
from labeling.workflow.keeping.doctor_content import content_findings
from labeling.workflow.keeping.doctor_machine import machine_findings
from labeling.workflow.keeping.finding import BROKEN, Finding


def examine(path: Path, *, full: bool = False) -> Iterator[Finding]:
    """Each finding as soon as it is made; the project is not changed, and Sitrep may run on it.

    full: also replay the log against the projection, as `sitrep check` does.
    """
    path = path.absolute()
    yield from machine_findings(path)
    if not path.is_file():
        yield Finding("database", BROKEN, f"There is no file {path}.", "Name the project with --db or SITREP_DB.")
        return
    with ExitStack() as stack:
        try:
            db = stack.enter_context(opened_as_it_is(path))
            db.opened_file = (path, None)
            yield from content_findings(path, db, full=full)
        except LibraryError as error:
            yield _unreadable(refusal_of(error) or StoreError(str(error)))
        except SitrepError as refusal:
            yield _unreadable(refusal)


def _unreadable(refusal: SitrepError) -> Finding:
    to_do = RESTORE if isinstance(refusal, DatabaseDamaged) else "Look at the disk; then run `sitrep doctor` again."
    return Finding("database", BROKEN, str(refusal), to_do)
