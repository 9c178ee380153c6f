"""What reading files gives: the documents in them, and what is wrong with them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import FileRefused
from labeling.core.plural import n_of
from labeling.core.suggesting.suggestion import Proposal

MOST_FAULTS = 20  # are listed, the rest is counted
MOST_KEPT = 100_000  # are kept for a list of all
MOST_CHARACTERS_OF_A_FAULT = 500
MOST_NOTICES = 200  # different ones
FURTHER = "there is more of note in this file."
MOST_CHARACTERS_OF_A_MODEL = 36  # as the origin of a span carries it
Beside = Callable[[str], bytes | None]  # the bytes of the file of this name beside the one being read, or None


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file. `line` counts from 1 (None: the whole file); `message` starts with the place."""

    file: str
    line: int | None
    message: str


@dataclass(slots=True)
class Reading:
    """Documents read from one or more files, in order; with any fault nothing of them may be written, or only the rest.

    Labels of spans are the file's own until `--map` and the scheme have been asked. `not_carried` counts what the file
    holds and Sitrep does not, by (file, kind), a kind being a plural: "relations", "discontinuous spans". `bad` has
    the places of the records, and the names of the files, that cannot be taken whole; `part_of` says for the place of a
    record that adds to an earlier one where that is.
    """

    documents: list[AnnotatedDocument] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    n_faults: int = 0
    noticed: dict[tuple[str, str], tuple[int | None, int]] = field(default_factory=dict)  # (file, what) -> first, n
    not_carried: Counter[tuple[str, str]] = field(default_factory=Counter)
    proposals: list[Proposal] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)
    part_of: dict[str, str] = field(default_factory=dict)

    def add_fault(self, file: str, line: int | None, message: str, *, records: Iterable[str] = ()) -> None:
        """`records`: the places of what is at fault, where it is more, or begins elsewhere, than at this line."""
        self.n_faults += 1
        self.bad.update(records or [place(file, line)])
        if len(self.faults) < MOST_KEPT:
            self.faults.append(Fault(file, line, shortened(encodable(message))))

    def notice(self, file: str, line: int | None, what: str) -> None:
        """Remember something that is taken but must be said."""
        self._notice((file, what), line, 1)

    def _notice(self, key: tuple[str, str], line: int | None, n: int) -> None:
        if key not in self.noticed and len(self.noticed) >= MOST_NOTICES:
            key = (key[0], FURTHER)
        first, n_before = self.noticed.get(key, (line, 0))
        self.noticed[key] = (first, n_before + n)

    def leave_out(self, file: str, kind: str, n: int = 1) -> None:
        """Count something that the file holds and Sitrep cannot carry."""
        self.not_carried[file, kind] += n

    def add(self, other: "Reading") -> None:
        """Take in what another file gave."""
        self.documents += other.documents
        self.bad |= other.bad
        self.part_of |= other.part_of
        self.faults += other.faults[: MOST_KEPT - len(self.faults)]
        self.n_faults += other.n_faults
        for key, (line, n) in other.noticed.items():
            self._notice(key, line, n)
        self.not_carried += other.not_carried
        self.proposals += other.proposals

    @property
    def warnings(self) -> list[str]:
        """A sentence for each thing noticed, with its first line and how often it came."""
        return [
            f"{place(file, line)}: {what}" + (f" ({n:,} times in this file.)" if n > 1 else "")
            for (file, what), (line, n) in self.noticed.items()
        ]

    def check(self) -> None:
        """Raise FileRefused if there is any fault: the first 20 a line each, then a count."""
        if self.n_faults:
            raise FileRefused("\n".join([*self.first_faults(), "Nothing was loaded."]))

    def first_faults(self) -> list[str]:
        """The first 20 faults as sentences, and how many more there are."""
        lines = [fault.message for fault in self.faults[:MOST_FAULTS]]
        n_more = self.n_faults - len(lines)
        return [*lines, f"… and {n_of(n_more, 'more fault')}."] if n_more else lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file being read: knows its place, and where to report.

    `record`: the place of the record it belongs to, where that is another one.
    """

    file: str
    number: int | None
    reading: Reading
    record: str = ""

    @property
    def where(self) -> str:
        return place(self.file, self.number)

    def fault(self, message: str) -> None:
        """Report a fault; `message` starts with `where`."""
        self.reading.add_fault(self.file, self.number, message, records=[self.record or self.where])

    def notice(self, what: str) -> None:
        self.reading.notice(self.file, self.number, what)

    def leave_out(self, kind: str, n: int = 1) -> None:
        """Count something of this file that cannot be carried."""
        if n:
            self.reading.leave_out(self.file, kind, n)


def place(file: str, line: int | None = None) -> str:
    """How messages name a place: "news.jsonl, line 3"."""
    return file if line is None else f"{file}, line {line}"


def file_and_line(where: str) -> tuple[str, int | None]:
    """The file of a place, and its line where it has one.

    >>> file_and_line("news.jsonl, line 3"), file_and_line("pack.spacy, document 2")
    (('news.jsonl', 3), ('pack.spacy', None))
    """
    found = re.fullmatch(r"(.*), (line|row|document) (\d+)", where, re.DOTALL)
    if found is None:
        return where, None
    return found[1], int(found[3]) if found[2] == "line" else None


def file_of(where: str) -> str:
    return file_and_line(where)[0]


def model_of(tool: str, model: object) -> str:
    """Where a proposal comes from: the tool, and what it calls the model.

    >>> model_of("label-studio", "my-model"), model_of("prodigy", None)
    ('label-studio: my-model', 'prodigy')
    """
    named = printable(model).strip() if isinstance(model, str) else ""
    return f"{tool}: {shortened(named, MOST_CHARACTERS_OF_A_MODEL)}" if named and named != tool else tool


def shortened(text: str, most: int = MOST_CHARACTERS_OF_A_FAULT) -> str:
    """`text`, its middle left out where it is too long to read.

    >>> shortened("abcdefghij", 7)
    'abc…hij'
    """
    half = (most - 1) // 2
    return text if len(text) <= most else f"{text[:half]}…{text[-half:]}"


def encodable(message: str) -> str:
    """The message with halves of surrogate pairs, which JSON may hold, written as escapes.

    >>> encodable("found " + chr(0xD800)).isascii()
    True
    """
    return message.encode("utf-8", "backslashreplace").decode("utf-8")


def printable(name: str) -> str:
    """A file name as a message can carry it: no control characters, no undecoded bytes."""
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in name)
