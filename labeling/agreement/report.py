"""The whole report: every figure, and the documents behind it, as plain values that can be kept and printed."""

from collections.abc import Sequence
from dataclasses import asdict
from statistics import fmean

from labeling.agreement import spans
from labeling.agreement.by_part import alpha_of_part, alpha_u_of_part, by, of_parts, plain
from labeling.agreement.coded import CodedDocument
from labeling.agreement.comparison import Compared, Difference, compared
from labeling.agreement.figure import Figure, undefined
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
        "pairs": by(lambda row: " · ".join(row.pair), rows, lambda part: _of_pair(question, part), "pair"),
        **of_parts(rows, lambda part: _of_part(question, part)),
    }


def _of_pair(question: str, rows: Sequence[Compared]) -> dict[str, Figure]:
    return {
        "kappa": kappa([row.answers[question] for row in rows], **where(rows)),
        "percent": _percent(question, rows),
    }


def _of_part(question: str, rows: Sequence[Compared]) -> dict[str, Figure]:
    return {"alpha": alpha_of_part(question, rows), "percent": _percent(question, rows)}


def _percent(question: str, rows: Sequence[Compared]) -> Figure:
    return percent([row.answers[question] for row in rows], **where(rows))


def _spans(rows: Sequence[Compared]) -> dict:
    labels = sorted({label for row in rows for label in row.n_marked})
    pairs = by(lambda row: " · ".join(row.pair), rows, _f1, "pair")
    return {
        "n_spans": spans.n_spans(rows),
        **plain(_f1(rows)),
        "alpha_u": asdict(spans.alpha_u(rows)),
        "edges_apart": asdict(spans.edges_apart(rows)),
        "mean_of_pairs": {name: _mean(rows, pairs, name) for name in ("exact_f1", "overlap_f1")},
        "labels": [
            {"label": label, "n_spans": spans.n_spans(rows, label), **plain(_of_label(rows, label))} for label in labels
        ],
        "pairs": pairs,
        **of_parts(rows, lambda part: _f1(part) | {"alpha_u": alpha_u_of_part(part)}),
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


def _mean(rows: Sequence[Compared], pairs: Sequence[dict], name: str) -> dict:
    found = [pair[name]["value"] for pair in pairs if pair[name]["value"] is not None]
    n = len({row.document.id for row in rows})
    return asdict(Figure(fmean(found), None, None, n) if found else undefined(n, spans.NO_SPANS))


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
        found.append({"label": label, "attribute": name, "n_spans": len(values), **plain(figures)})
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
