"""Files too large for memory: gathered portion by portion in a side file, then merged into the project at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from exports.foreign_labels import fit_to_scheme, grown, labels_used
from exports.formats import jsonl
from exports.formats.decoding import BOM, check_signature
from exports.formats.reading import Fault, Reading, file_and_line, place, printable
from exports.good_records import LeftOut, blame, leave_out_bad
from exports.loading.inputs import is_read_in_portions, n_bytes
from exports.loading.lines import MOST_LINE_BYTES, Portion, portions
from exports.loading.options import Options
from exports.loading.tally import FILES, TALLY, Tally
from exports.sources import read_path
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from labeling.store import unfinished_load as store
from labeling.store.database import write
from labeling.workflow.load import load_aside
from labeling.workflow.load_plan import conflicts

Progress = Callable[[int, int], None]
CHANGED = "A file, or the scheme, was changed while the files were read. Nothing was loaded; load them again."


@dataclass(slots=True)
class Gathering:
    """One load in portions: what is read, how, and into which side file; `tally` is how far it came."""

    project: Database
    side: Database
    files: Sequence[Path]
    options: Options
    scheme: Scheme
    tally: Tally

    def run(self, progress: Progress | None = None) -> None:
        """Read on from where the tally stands to the end of the last file; stopped at any time, it can go on."""
        sizes = [n_bytes(path) for path in self.files]
        for number in range(self.tally.n_files, len(self.files)):
            for reading, n_read in self._readings(self.files[number]):
                if n_read > sizes[number]:
                    raise FileRefused(CHANGED)  # at the latest here, or one that grows would never end
                self._take(reading)
                if progress:
                    progress(sum(sizes[:number]) + n_read, sum(sizes))

    def _readings(self, path: Path) -> Iterator[tuple[Reading, int]]:
        """Each part of a file, with the bytes read so far; the tally stands behind it when it is given."""
        file, size = printable(str(path)), n_bytes(path)
        if not _in_portions(path, self.options.format):
            reading = read_path(path, scheme=self.scheme, annotator=self.options.annotator, format=self.options.format)
            self.tally.end_file()
            yield reading, size
            return
        file = file.removesuffix(".gz")
        for portion in portions(path, offset=self.tally.offset, line=self.tally.line):
            reading, is_over = read_portion(portion, file, self.scheme, self.options.annotator)
            is_over = is_over or not (portion.lines or portion.too_long)
            if is_over and not (self.tally.n_in_file or reading.n_faults or reading.documents):
                reading.add_fault(file, None, jsonl.NOTHING.format(file=file))
            if is_over:
                self.tally.end_file()
            else:
                self.tally.offset, self.tally.line = portion.offset, portion.line
                self.tally.n_in_file += len(reading.documents) + reading.n_faults
            yield reading, portion.n_read
            if is_over:
                return

    def _take(self, reading: Reading) -> None:
        """Check a part against what came before it and keep it in the side file, together with the tally."""
        is_partial = self.options.partial
        new_places = self._check_places(reading)
        if is_partial:
            leave_out_bad(reading)
        fit_to_scheme(
            reading, self.scheme, mapping=self.options.mapping, drop=self.options.drop,
            add_labels=self.options.add_labels, labels=self.tally.labels,
        )  # fmt: skip
        for record, sentence in conflicts(self.project, reading.documents):
            reading.add_fault(*file_and_line(record.where), sentence, records=[record.where])
        left_out = leave_out_bad(reading) if is_partial else LeftOut()
        _leave_proposals_out(reading)
        self.tally.count(reading, left_out)
        with write(self.side):
            store.add_places(self.side, new_places)
            store.add_faults(self.side, ((fault.file, fault.line, fault.message) for fault in reading.faults))
            if is_partial or not (self.tally.n_faults or self.tally.labels.unknown):
                self.tally.add_report(load_aside(self.side, self.project, reading.documents))
            store.keep_load_state(self.side, TALLY, self.tally.as_state())

    def begin(self) -> None:
        """Note in the side file what it is about."""
        with write(self.side):
            store.keep_load_state(self.side, FILES, [str(path.absolute()) for path in self.files])
            store.keep_load_state(self.side, TALLY, self.tally.as_state())

    def _check_places(self, reading: Reading) -> list[tuple[str, str, str]]:
        """Find ids that stand for two texts; the new ids with their SHA-256 and place."""
        seen = store.places(self.side, {record.document.id for record in reading.documents})
        added = []
        for record in reading.documents:
            document, sha256 = record.document, record.document.sha256
            if document.id not in seen:
                seen[document.id] = (sha256, record.where)
                added.append((document.id, sha256, record.where))
            elif seen[document.id][0] != sha256:
                where = seen[document.id][1]
                message = f"{record.where}: the id {document.id!r} belongs to another text in {where}. Rename one."
                reading.add_fault(*file_and_line(record.where), message, records=[record.where])
        return added

    def faults(self, most: int = -1) -> Iterator[Fault]:
        """The faults so far; those of unknown labels, which are counted to the end, come first."""
        of_labels = Reading()
        self.tally.labels.report(of_labels, self.scheme)
        yield from of_labels.faults
        for fault in store.faults(self.side, most):
            yield Fault(*fault)


def _leave_proposals_out(reading: Reading) -> None:
    """A merge takes no suggestions: those come with small loads only."""
    for proposal in reading.proposals:
        reading.leave_out(f"the model {proposal.source}", "predictions, which files of more than 64 MB together lose")
    reading.proposals.clear()


def read_portion(portion: Portion, file: str, scheme: Scheme, annotator: str | None) -> tuple[Reading, bool]:
    """The records on these lines, and whether the rest of the file is not worth reading."""
    reading, lines = Reading(), portion.lines
    if lines and lines[0][0] == 1:
        try:
            check_signature(lines[0][1], file=file)
        except SitrepError as refused:
            reading.add_fault(file, 1, str(refused))
            return reading, True
        lines = [(1, lines[0][1].removeprefix(BOM)), *lines[1:]]
    begins = bool(lines) and lines[0][0] == 1
    is_jsonl = jsonl.read_lines(lines, reading, file=file, scheme=scheme, annotator=annotator, begins=begins)
    for number in portion.too_long:
        where = place(file, number)
        reading.add_fault(file, number, f"{where}: the line has more than {MOST_LINE_BYTES:,} bytes (MOST_LINE_BYTES).")
    if portion.broken:
        where = place(file, portion.line)
        reading.add_fault(file, portion.line, f"{where}: {portion.broken}")
    blame(file, reading)
    return reading, bool(portion.broken) or not is_jsonl


def scheme_with_labels(files: Sequence[Path], scheme: Scheme, options: Options, progress: Progress | None) -> Scheme:
    """The scheme with every label that these files bring: they are looked through once for nothing else."""
    used: set[str] = set()
    sizes = [n_bytes(path) for path in files]
    for number, path in enumerate(files):
        for reading, n_read in _each_reading(path, scheme, options):
            if options.partial:
                leave_out_bad(reading)
            used |= labels_used(reading)
            if progress:
                progress(sum(sizes[:number]) + n_read, sum(sizes))
    return grown(scheme, used, mapping=options.mapping, drop=options.drop)


def _each_reading(path: Path, scheme: Scheme, options: Options) -> Iterator[tuple[Reading, int]]:
    if not _in_portions(path, options.format):
        yield read_path(path, scheme=scheme, annotator=options.annotator, format=options.format), n_bytes(path)
        return
    for portion in portions(path):
        yield read_portion(portion, printable(str(path)), scheme, options.annotator)[0], portion.n_read


def _in_portions(path: Path, format: str | None) -> bool:
    try:
        return is_read_in_portions(path, format)
    except (FileRefused, OSError):
        return False  # reading it whole says why
