"""Files that fit into memory: read whole, checked, and written in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from exports.foreign_labels import Labels, fit_to_scheme
from exports.formats.reading import Reading, file_and_line
from exports.good_records import LeftOut, leave_out_bad
from exports.loading.options import Options
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from labeling.store.authors import Author
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.load import check_records, load_documents
from labeling.workflow.load_plan import LoadReport, conflicts

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Checked:
    """What files hold, fitted to the project, and what loading them would do.

    `scheme` is the project's; `grown` is a new version of it where labels were taken in. `report` is None where faults
    stand in the way; with `partial` they stand in `reading`, and the documents they are about are `left_out`.
    """

    reading: Reading
    scheme: Scheme
    grown: Scheme | None
    labels: Labels
    left_out: LeftOut
    report: LoadReport | None


def check(db: Database, reading: Reading, options: Options) -> Checked:
    """Fit `reading` to the project and look for what stands in the way; nothing is written."""
    if options.partial:
        leave_out_bad(reading)  # what is left out brings no labels into the scheme
    labels, scheme = Labels(), current_scheme(db)
    fitted = fit_to_scheme(
        reading, scheme, mapping=options.mapping, drop=options.drop, add_labels=options.add_labels, labels=labels
    )
    labels.report(reading, fitted)
    for record, sentence in conflicts(db, reading.documents):
        reading.add_fault(*file_and_line(record.where), sentence, records=[record.where])
    left_out = leave_out_bad(reading) if options.partial else LeftOut()
    can_load = not reading.n_faults or (options.partial and reading.documents)
    report = check_records(db, reading.documents, proposals=reading.proposals) if can_load else None
    return Checked(reading, scheme, None if fitted is scheme else fitted, labels, left_out, report)


def load(
    db: Database, checked: Checked, progress: Progress | None = None, *, author: Author | None = None
) -> LoadReport:
    """Write what was checked, in one transaction; FileRefused where faults stand in the way, or the scheme changed.

    `author`: who asks, NotAllowed unless they lead; None: who holds the file.
    """
    check_allowed(db, author, "lead")
    if checked.report is None:
        checked.reading.check()
    check_scheme(db, checked.scheme)
    reading = checked.reading
    return load_documents(db, reading.documents, proposals=reading.proposals, scheme=checked.grown, progress=progress)


def check_scheme(db: Database, scheme: Scheme) -> None:
    """Raise FileRefused unless this is still the project's scheme: by it the files were checked."""
    if current_scheme(db).id != scheme.id:
        raise FileRefused("The scheme was changed while the files were checked. Nothing was loaded; load them again.")
