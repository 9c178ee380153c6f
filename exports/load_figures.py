"""What a load did, in a sentence and in figures."""

from exports.formats.reading import Reading
from exports.good_records import LeftOut
from labeling.core.plural import n_of, n_of_kind
from labeling.workflow.load_plan import LoadReport


def summary(report: LoadReport, left_out: LeftOut | None = None, *, dry_run: bool = False) -> str:
    """The one line that says what a load did, or would do."""
    done = "would be loaded" if dry_run else "loaded"
    suggested = f"; {_suggested(report.n_suggestions, dry_run)}" if report.n_suggestions else ""
    said = (
        f"{n_of(report.n_new, 'document')} {done}, {report.n_known:,} already there; "
        f"{n_of(report.n_spans, 'span')}, {n_of(report.n_answers, 'answer')}{suggested}."
    )
    return f"{said} Left out for their faults: {left_out}." if left_out else said


def _suggested(n: int, dry_run: bool) -> str:
    if dry_run:
        return f"{n_of(n, 'prediction')} would be {'a suggestion' if n == 1 else 'suggestions'}"
    return f"{n_of(n, 'prediction')} {'is a suggestion' if n == 1 else 'are suggestions'} now"


def changes_nothing(report: LoadReport) -> bool:
    """Whether all of it is in the project already."""
    return not (report.n_new or report.n_spans or report.n_answers or report.n_suggestions)


def same_text_warnings(report: LoadReport) -> list[str]:
    """Syndicated stories are real: two ids may hold one text, and that is said."""
    said = [f"document {one!r} has the same text as {other!r}; both are kept." for one, other in report.same_texts[:20]]
    n_more = report.n_same_texts - len(said)
    return [*said, f"{n_of(n_more, 'more document')} with the text of another."] if n_more else said


def not_carried(reading: Reading) -> list[str]:
    """A sentence for each file that holds things Sitrep cannot carry."""
    by_file: dict[str, list[str]] = {}
    for (file, kind), n in sorted(reading.not_carried.items()):
        by_file.setdefault(file, []).append(n_of_kind(n, kind))
    return [f"{file}: not carried: {', '.join(kinds)}." for file, kinds in by_file.items()]


def figures(report: LoadReport, reading: Reading, left_out: LeftOut) -> dict:
    """For --json."""
    return {
        "not_carried": [
            {"file": file, "kind": kind, "n": n} for (file, kind), n in sorted(reading.not_carried.items())
        ],
        "n_documents": report.n_new,
        "n_already_there": report.n_known,
        "n_spans": report.n_spans,
        "n_answers": report.n_answers,
        "n_suggestions": report.n_suggestions,
        "n_records_left_out": left_out.n_records,
        "n_files_left_out": left_out.n_files,
        "n_same_texts": report.n_same_texts,
        "same_texts": [list(pair) for pair in report.same_texts],
    }
