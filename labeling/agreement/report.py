"""The whole report: every figure, and the documents behind it, as plain values that can be kept and printed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from statistics import fmean

from labeling.agreement import spans
from labeling.agreement.coded import CodedDocument
from labeling.agreement.comparison import Compared, Difference, compared
from labeling.agreement.figure import Figure
from labeling.agreement.nominal import alpha, kappa, percent, quick_alpha
from labeling.agreement.spans import where


def report(documents: Sequence[CodedDocument]) -> dict:
    """Agreement on these documents; docs/agreement.md says what each key holds. Figures are dicts of `Figure`."""
    rows = compared(documents)
    questions = sorted({question for row in rows for question in row.answers})
    return {
        "n_documents": len(documents),
        "n_pairs_of_layers": len(rows),
        "coders": sorted({coder for row in rows for coder in row.pair}),
        "questions": [_question(question, documents, rows) for question in questions],
        "spans": _spans(rows),
        "attributes": _attributes(rows),
        "documents": _documents(rows),
    }


def _question(question: str, documents: Sequence[CodedDocument], rows: Sequence[Compared]) -> dict:
    rows = [row for row in rows if question in row.answers]
    units = [[layer.answers[question] for layer in one.layers if question in layer.answers] for one in documents]
    ids, groups = [one.id for one in documents], [one.group for one in documents]
    return {
        "question": question,
        "alpha": asdict(alpha(units, ids=ids, groups=groups)),
        "percent": asdict(_percent(question, rows)),
        "pairs": _by(lambda row: " · ".join(row.pair), rows, lambda part: _of_pair(question, part), "pair"),
        "weeks": _by(lambda row: row.week, rows, lambda part: {"percent": _percent(question, part)}, "week"),
        "schemes": _by(lambda row: row.scheme, rows, lambda part: {"percent": _percent(question, part)}, "scheme"),
    }


def _of_pair(question: str, rows: Sequence[Compared]) -> dict[str, Figure]:
    return {
        "kappa": kappa([row.answers[question] for row in rows], **where(rows)),
        "percent": _percent(question, rows),
    }


def _percent(question: str, rows: Sequence[Compared]) -> Figure:
    return percent([row.answers[question] for row in rows], **where(rows))


def _spans(rows: Sequence[Compared]) -> dict:
    labels = sorted({label for row in rows for label in row.n_marked})
    pairs = _by(lambda row: " · ".join(row.pair), rows, _f1, "pair")
    return {
        "n_spans": spans.n_spans(rows),
        **_plain(_f1(rows)),
        "alpha_u": asdict(spans.alpha_u(rows)),
        "edges_apart": asdict(spans.edges_apart(rows)),
        "mean_of_pairs": {name: _mean(pairs, name) for name in ("exact_f1", "overlap_f1")},
        "labels": [
            {"label": label, "n_spans": spans.n_spans(rows, label), **_plain(_of_label(rows, label))}
            for label in labels
        ],
        "pairs": pairs,
        "weeks": _by(lambda row: row.week, rows, _f1, "week"),
        "schemes": _by(lambda row: row.scheme, rows, _f1, "scheme"),
        "confusion": [{"labels": [one, other], "n": n} for one, other, n in spans.confusion(rows)],
    }


def _f1(rows: Sequence[Compared]) -> dict[str, Figure]:
    return {"exact_f1": spans.exact_f1(rows), "overlap_f1": spans.overlap_f1(rows)}


def _of_label(rows: Sequence[Compared], label: str) -> dict[str, Figure]:
    return {
        "exact_f1": spans.exact_f1(rows, label),
        "overlap_f1": spans.overlap_f1(rows, label),
        "alpha_u": spans.alpha_u(rows, label),
        "edges_apart": spans.edges_apart(rows, label),
    }


def _mean(pairs: Sequence[dict], name: str) -> float | None:
    found = [pair[name]["value"] for pair in pairs if pair[name]["value"] is not None]
    return fmean(found) if found else None


def _attributes(rows: Sequence[Compared]) -> list[dict]:
    """Of spans that share a character and have one label: did both say the same of them?"""
    units: dict[tuple[str, str], list[tuple[Compared, tuple[str, str]]]] = {}
    for row in rows:
        for label, name, *values in row.values:
            units.setdefault((label, name), []).append((row, tuple(values)))
    found = []
    for (label, name), said in sorted(units.items()):
        at, values = where([row for row, _ in said]), [pair for _, pair in said]
        figures = {"percent": percent(values, **at), "alpha": quick_alpha(values, **at)}
        found.append({"label": label, "attribute": name, "n_spans": len(values), **_plain(figures)})
    return found


def _documents(rows: Sequence[Compared]) -> list[dict]:
    """Every two layers that differ, those with most differences first."""
    found = [
        {
            "document_id": row.document.id,
            "title": row.document.title,
            "pair": list(row.pair),
            "week": row.week,
            "differences": [{name: getattr(one, name) for name in Difference.__slots__} for one in row.differences],
        }
        for row in rows
        if row.differences
    ]
    return sorted(found, key=lambda one: (-len(one["differences"]), one["document_id"], one["pair"]))


def _by(
    key: Callable[[Compared], str],
    rows: Sequence[Compared],
    figures: Callable[[Sequence[Compared]], dict[str, Figure]],
    name: str,
) -> list[dict]:
    parts: dict[str, list[Compared]] = {}
    for row in rows:
        parts.setdefault(key(row), []).append(row)
    return [{name: part, **_plain(figures(parts[part]))} for part in sorted(parts)]


def _plain(figures: dict[str, Figure]) -> dict[str, dict]:
    return {name: asdict(one) for name, one in figures.items()}
