"""How far a load in portions came, and what it found: kept in the side file after every portion."""

from dataclasses import asdict, dataclass, field

from exports.foreign_labels import Labels
from exports.formats.reading import Reading
from exports.good_records import LeftOut
from labeling.workflow.load_plan import MOST_PAIRS, LoadReport

FILES, TALLY = "files", "tally"  # the names under which a side file keeps what it reads, and how far it came


@dataclass(slots=True)
class Tally:
    """`n_files` are done; of the next one everything before byte `offset`, unpacked, which begins `line`.

    `n_in_file`: documents and faults of that file so far. `noted` has notices and what was not carried, but no
    documents and no faults: those are in tables.
    """

    n_files: int = 0
    offset: int = 0
    line: int = 1
    n_in_file: int = 0
    n_documents: int = 0
    n_faults: int = 0
    report: LoadReport = field(default_factory=LoadReport)
    labels: Labels = field(default_factory=Labels)
    left_out: LeftOut = field(default_factory=LeftOut)
    noted: Reading = field(default_factory=Reading)

    def end_file(self) -> None:
        self.n_files += 1
        self.offset, self.line, self.n_in_file = 0, 1, 0

    def count(self, reading: Reading, left_out: LeftOut) -> None:
        """Add what a portion gave, but for its documents and faults."""
        self.n_documents += len(reading.documents)
        self.n_faults += reading.n_faults
        self.left_out = LeftOut(self.left_out.n_records + left_out.n_records, self.left_out.n_files + left_out.n_files)
        self.noted.add(Reading(noticed=reading.noticed, not_carried=reading.not_carried))

    def add_report(self, added: LoadReport) -> None:
        report = self.report
        report.n_new += added.n_new
        report.n_known += added.n_known
        report.n_spans += added.n_spans
        report.n_answers += added.n_answers
        report.n_same_texts += added.n_same_texts
        report.same_texts += added.same_texts[: MOST_PAIRS - len(report.same_texts)]

    def as_state(self) -> dict:
        """As JSON can hold it."""
        state = {name: getattr(self, name) for name in ("n_files", "offset", "line", "n_in_file")}
        state |= {name: getattr(self, name) for name in ("n_documents", "n_faults")}
        state |= {name: asdict(getattr(self, name)) for name in ("report", "left_out")}
        labels = self.labels
        state["labels"] = {
            "n_spans": dict(labels.n_spans), "unknown": dict(labels.unknown), "first": labels.first
        }  # fmt: skip
        state["noticed"] = [[*key, *value] for key, value in self.noted.noticed.items()]
        state["not_carried"] = [[*key, n] for key, n in self.noted.not_carried.items()]
        return state


def tally_of(state: dict) -> Tally:
    """What `as_state` gave."""
    state = dict(state)
    noticed = {(file, what): (line, n) for file, what, line, n in state.pop("noticed")}
    noted = Reading(noticed=noticed)
    for file, kind, n in state.pop("not_carried"):
        noted.leave_out(file, kind, n)
    report, labels, left_out = (state.pop(name) for name in ("report", "labels", "left_out"))
    report["same_texts"] = [tuple(pair) for pair in report["same_texts"]]
    counted = Labels()
    counted.n_spans.update(labels["n_spans"])
    counted.unknown.update(labels["unknown"])
    counted.first |= labels["first"]
    return Tally(**state, report=LoadReport(**report), labels=counted, left_out=LeftOut(**left_out), noted=noted)
