"""A load of any size: looked through whole, kept beside the project as it goes, and in the project all at once."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from sqlite_utils import Database

from exports.formats.reading import MOST_FAULTS, Reading, place, printable
from exports.good_records import LeftOut
from exports.loading.fault_file import write_faults
from exports.loading.in_portions import CHANGED, Gathering, scheme_with_labels
from exports.loading.inputs import fingerprint
from exports.loading.options import Options
from exports.loading.side_project import clear_up, remove, side_path, side_project
from exports.loading.tally import TALLY, Tally, tally_of
from exports.loading.whole import Checked, check_scheme
from labeling.core.errors import FileRefused
from labeling.store.documents import n_documents
from labeling.store.schemes import current_scheme
from labeling.store.unfinished_load import load_state
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.load_plan import LoadReport

Progress = Callable[[int, int], None]
Watch = Callable[[str], AbstractContextManager[Progress]]  # shows one step, by its name


@dataclass(frozen=True, slots=True)
class Large:
    """What is loaded, and how; `target` is the project's file, `found` what the search for files said."""

    target: Path
    files: Sequence[Path]
    found: Reading
    options: Options
    fault_file: Path | None = None


class Stopped(Exception):
    """Somebody stopped it; says how far it came and how it goes on."""


def check_large(project: Database, load: Large, watch: Watch) -> Checked:
    """What `load_large` would do, with the same figures; what it gathers on the way is removed again."""
    with (
        tempfile.TemporaryDirectory(dir=_writable(load.target), prefix=".sitrep-dry-run.") as folder,
        _gathered(project, load, Path(folder, "side.db"), watch) as gathering,
    ):
        return _checked(gathering, load)


def load_large(
    project: Database, load: Large, watch: Watch, *, target: Callable[[], Database], say: Callable[[str], None]
) -> Checked:
    """Gather the files in the side file, then merge that into the project that `target` opens.

    Where faults stand in the way nothing is loaded, and the side file is removed. KeyboardInterrupt becomes Stopped,
    and the side file stays, as it does when the process is killed: the same load again goes on from there.
    """
    path = _side_path(project, load)
    for sentence in clear_up(load.target, load.files, path):
        say(sentence)
    try:
        with _gathered(project, load, path, watch, say) as gathering:
            checked = _checked(gathering, load)
            _check_unchanged(path, load, gathering)
            is_needed = checked.report is not None and bool(n_documents(gathering.side))
        if is_needed:
            check_scheme(target(), checked.scheme)
            with watch("Writing") as progress:
                merged = merge_project(target(), path, scheme=checked.grown, progress=progress)
            _count_what_came(checked.report, merged.n_documents)
    except KeyboardInterrupt:
        raise Stopped(_how_to_go_on(path)) from None
    except FileRefused:
        remove(path)
        raise
    remove(path)
    return checked


@contextmanager
def _gathered(
    project: Database, load: Large, path: Path, watch: Watch, say: Callable[[str], None] | None = None
) -> Iterator[Gathering]:
    """Everything that the files hold, in the side file at `path`."""
    scheme, is_new = current_scheme(project), not path.exists()
    if is_new and load.options.add_labels:
        with watch("Looking for labels") as progress:
            scheme = scheme_with_labels(load.files, scheme, load.options, progress)
    with side_project(path, scheme) as side:
        state = load_state(side)
        tally = tally_of(state[TALLY]) if state else Tally()
        gathering = Gathering(project, side, load.files, load.options, current_scheme(side), tally)
        if state and say:
            say(_going_on(gathering))
        gathering.begin()
        with watch("Reading files") as progress:
            gathering.run(progress)
        yield gathering


def _checked(gathering: Gathering, load: Large) -> Checked:
    """What was gathered, as a load of small files says it."""
    tally, project_scheme = gathering.tally, current_scheme(gathering.project)
    reading = replace(tally.noted, faults=list(islice(gathering.faults(), MOST_FAULTS)))
    reading.n_faults = tally.n_faults + len(tally.labels.unknown)
    for fault in load.found.faults:
        reading.add_fault(fault.file, fault.line, fault.message)
    reading.add(Reading(noticed=load.found.noticed))
    if load.fault_file:
        write_faults(load.fault_file, chain(gathering.faults(), load.found.faults))
    can_load = not reading.n_faults or (load.options.partial and tally.n_documents)
    grown = None if gathering.scheme.id == project_scheme.id else gathering.scheme
    left_out = LeftOut(tally.left_out.n_records, tally.left_out.n_files + len(load.found.bad))
    return Checked(reading, project_scheme, grown, tally.labels, left_out, tally.report if can_load else None)


def _check_unchanged(path: Path, load: Large, gathering: Gathering) -> None:
    if _side_path(gathering.project, load) != path:
        raise FileRefused(CHANGED)


def _side_path(project: Database, load: Large) -> Path:
    return side_path(load.target, fingerprint(load.files, load.options, current_scheme(project).id))


def _count_what_came(report: LoadReport, n_new: int) -> None:
    """What others loaded meanwhile is known by now."""
    report.n_new, report.n_known = n_new, report.n_new + report.n_known - n_new


def _going_on(gathering: Gathering) -> str:
    tally = gathering.tally
    if tally.n_files >= len(gathering.files):
        return "Going on: everything is read already."
    file = printable(str(gathering.files[tally.n_files]))
    return f"Going on at {place(file, tally.line)}."


def _how_to_go_on(path: Path) -> str:
    name = printable(str(path))
    return f"Stopped; nothing was loaded. The same command goes on from there. To give it up, delete {name}."


def _writable(target: Path) -> Path | None:
    """The project's folder, which has room for it; None where it may not be written."""
    folder = target.absolute().parent
    return folder if os.access(folder, os.W_OK) else None
