"""The good records of files with faults: what `--partial` loads, and what it leaves out."""

from dataclasses import dataclass

from exports.formats.reading import Reading, file_of
from labeling.core.plural import n_of


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records, and how many whole files, were left out for their faults."""

    n_records: int = 0
    n_files: int = 0

    def __bool__(self) -> bool:
        return bool(self.n_records or self.n_files)

    def __str__(self) -> str:
        """For people: "2 records and 1 file"."""
        counted = [(self.n_records, "record"), (self.n_files, "file")]
        return " and ".join(n_of(n, thing) for n, thing in counted if n) or "nothing"


def blame(file: str, reading: Reading) -> None:
    """What of `file` alone is bad, where the faults of its reading are not of single records.

    A fault in another file that was read with it, or in the file of a single document, is one of the whole file.
    """
    reading.bad = {reading.part_of.get(one, one) for one in reading.bad}
    is_one_document = any(record.where == file for record in reading.documents)
    if reading.bad and (is_one_document or any(_is_elsewhere(one, file, reading) for one in reading.bad)):
        reading.bad = {file}


def _is_elsewhere(place: str, file: str, reading: Reading) -> bool:
    return file_of(place) != file and place not in reading.part_of


def leave_out_bad(reading: Reading) -> LeftOut:
    """Take every document with a fault out of `reading`; doing it again changes nothing."""
    bad = {reading.part_of.get(one, one) for one in reading.bad}
    reading.documents = [
        record for record in reading.documents if record.where not in bad and file_of(record.where) not in bad
    ]
    kept = {record.document.id for record in reading.documents}
    reading.proposals = [proposal for proposal in reading.proposals if proposal.document_id in kept]
    files = {one for one in bad if file_of(one) == one}
    return LeftOut(len({one for one in bad - files if file_of(one) not in files}), len(files))
