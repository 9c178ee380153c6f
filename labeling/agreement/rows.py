"""A report as rows for tables: its figures, and the differences behind them."""

from collections.abc import Iterator

from labeling.agreement import words

PARTS = (("labels", "label"), ("pairs", "pair"), *((key, name) for key, (name, _) in words.PARTS.items()))


def figure_rows(report: dict) -> Iterator[dict]:
    """Every figure as a row: of what, which, figure, value, low, high, n (documents), why (it is undefined)."""
    for question in report["questions"]:
        yield from _rows("question", question["question"], question)
        for part, name in PARTS[1:]:
            for one in question[part]:
                yield from _rows(f"question by {name}", f"{question['question']}: {one[name]}", one)
    yield from _rows("spans", "all labels", report["spans"])
    yield from _rows("spans", "mean of pairs", report["spans"]["mean_of_pairs"])
    for part, name in PARTS:
        for one in report["spans"][part]:
            yield from _rows(f"spans by {name}", one[name], one)
    for one in report["attributes"]:
        yield from _rows("attribute", f"{one['label']} {one['attribute']}", one)


def difference_rows(report: dict) -> Iterator[dict]:
    """Every difference as a row: document, pair, week, kind, about, what either has, where it starts."""
    for row in report["documents"]:
        first, second = row["pair"]
        for one in row["differences"]:
            yield {
                "document_id": row["document_id"],
                "title": row["title"],
                "first": first,
                "second": second,
                "week": row["week"],
                "kind": one["kind"],
                "about": one["about"],
                "first_has": one["left"],
                "second_has": one["right"],
                "start": one["start"],
            }


def _rows(of: str, which: str, figures: dict) -> Iterator[dict]:
    for name, found in figures.items():
        if isinstance(found, dict) and "value" in found:
            yield {"of": of, "which": which, "figure": name, **found}
