"""What a load did, in a sentence and in figures."""

from exports.formats.reading import Reading, n_of
from labeling.workflow.load import LoadReport


def summary(report: LoadReport, *, dry_run: bool = False) -> str:
    """The one line that says what a load did, or would do."""
    done = "would be loaded" if dry_run else "loaded"
    suggested = f"; {_suggested(report.n_suggestions, dry_run)}" if report.n_suggestions else ""
    return (
        f"{n_of(report.n_new, 'document')} {done}, {report.n_known:,} already there; "
        f"{n_of(report.n_spans, 'span')}, {n_of(report.n_answers, 'answer')}{suggested}."
    )


def _suggested(n: int, dry_run: bool) -> str:
    if dry_run:
        return f"{n_of(n, 'prediction')} would be {'a suggestion' if n == 1 else 'suggestions'}"
    return f"{n_of(n, 'prediction')} {'is a suggestion' if n == 1 else 'are suggestions'} now"


def same_text_warnings(report: LoadReport) -> list[str]:
    """Syndicated stories are real: two ids may hold one text, and that is said."""
    return [f"document {one!r} has the same text as {other!r}; both are kept." for one, other in report.same_texts]


def not_carried(reading: Reading) -> list[str]:
    """A sentence for each file that holds things Sitrep cannot carry."""
    by_file: dict[str, list[str]] = {}
    for (file, kind), n in sorted(reading.not_carried.items()):
        by_file.setdefault(file, []).append(f"{n:,} {kind}")
    return [f"{file}: not carried: {', '.join(kinds)}." for file, kinds in by_file.items()]


def figures(report: LoadReport, reading: Reading) -> dict:
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
        "same_texts": [list(pair) for pair in report.same_texts],
    }
