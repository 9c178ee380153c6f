"""What reading files gives: the documents in them, and what is wrong with them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from labeling.core.annotation import AnnotatedDocument
from labeling.core.errors import FileRefused
from labeling.core.suggestion import Proposal

MOST_FAULTS = 20  # are listed, the rest is counted
MOST_CHARACTERS_OF_A_FAULT = 500
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
    """Documents read from one or more files, in order; with any fault nothing of them may be written.

    Labels of spans are the file's own until `--map` and the scheme have been asked. `not_carried` counts what the file
    holds and Sitrep does not, by (file, kind), a kind being a plural: "relations", "discontinuous spans".
    """

    documents: list[AnnotatedDocument] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    n_faults: int = 0
    noticed: dict[tuple[str, str], list[int | None]] = field(default_factory=dict)  # (file, what) -> lines
    not_carried: Counter[tuple[str, str]] = field(default_factory=Counter)
    proposals: list[Proposal] = field(default_factory=list)

    def add_fault(self, file: str, line: int | None, message: str) -> None:
        self.n_faults += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(file, line, shortened(encodable(message))))

    def notice(self, file: str, line: int | None, what: str) -> None:
        """Remember something that is taken but must be said."""
        self.noticed.setdefault((file, what), []).append(line)

    def leave_out(self, file: str, kind: str, n: int = 1) -> None:
        """Count something that the file holds and Sitrep cannot carry."""
        self.not_carried[file, kind] += n

    def add(self, other: "Reading") -> None:
        """Take in what another file gave."""
        self.documents += other.documents
        self.faults += other.faults[: MOST_FAULTS - len(self.faults)]
        self.n_faults += other.n_faults
        self.noticed |= other.noticed
        self.not_carried += other.not_carried
        self.proposals += other.proposals

    @property
    def warnings(self) -> list[str]:
        """A sentence for each thing noticed, with its first line and how often it came."""
        return [
            f"{place(file, lines[0])}: {what}" + (f" ({len(lines):,} times in this file.)" if len(lines) > 1 else "")
            for (file, what), lines in self.noticed.items()
        ]

    def check(self) -> None:
        """Raise FileRefused if there is any fault: the first 20 a line each, then a count."""
        if not self.n_faults:
            return
        lines = [fault.message for fault in self.faults]
        if self.n_faults > len(lines):
            lines.append(f"… and {n_of(self.n_faults - len(lines), 'more fault')}.")
        raise FileRefused("\n".join([*lines, "Nothing was loaded."]))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file being read: knows its place, and where to report."""

    file: str
    number: int
    reading: Reading

    @property
    def where(self) -> str:
        return place(self.file, self.number)

    def fault(self, message: str) -> None:
        """Report a fault; `message` starts with `where`."""
        self.reading.add_fault(self.file, self.number, message)

    def notice(self, what: str) -> None:
        self.reading.notice(self.file, self.number, what)

    def leave_out(self, kind: str, n: int = 1) -> None:
        """Count something of this file that cannot be carried."""
        if n:
            self.reading.leave_out(self.file, kind, n)


def place(file: str, line: int | None = None) -> str:
    """How messages name a place: "news.jsonl, line 3"."""
    return file if line is None else f"{file}, line {line}"


def n_of(n: int, thing: str) -> str:
    """A count with its unit.

    >>> n_of(1, "document"), n_of(1200, "span")
    ('1 document', '1,200 spans')
    """
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


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
