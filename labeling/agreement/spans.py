"""Agreement on spans, over the compared layers of many documents.

F1 between two people is the same whoever is held against whom: twice the pairs both have, of all spans of both. It is
summed over documents first (micro), so that a document with many spans counts more.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from labeling.agreement.comparison import Compared
from labeling.agreement.figure import Figure, figure, share, undefined
from labeling.agreement.unitising import disagreements, parts, sizes_of

NO_SPANS = "Nobody marked such a span in a document that two have finished."
NO_PAIRS = "No two spans share a character."


def exact_f1(rows: Sequence[Compared], label: str | None = None) -> Figure:
    """F1 of spans with equal start, end and label; `label`: only those of it."""
    return _f1(rows, [_n(row.n_exact, label) for row in rows], label)


def overlap_f1(rows: Sequence[Compared], label: str | None = None) -> Figure:
    """F1 of spans of one label that share a character, each span used once."""
    return _f1(rows, [_n(row.n_overlap, label) for row in rows], label)


def edges_apart(rows: Sequence[Compared], label: str | None = None) -> Figure:
    """Of the spans both have, the share that starts or ends elsewhere."""
    return _share([_n(row.n_edges, label) for row in rows], [_n(row.n_overlap, label) for row in rows], rows, NO_PAIRS)


def alpha_u(rows: Sequence[Compared], label: str | None = None) -> Figure:
    """Krippendorff's alpha for unitising (see `unitising`), of one label or of all together."""
    labels = [label] if label else sorted({name for row in rows for name in row.n_marked})
    if not labels:
        return undefined(_n_documents(rows), NO_SPANS)
    by_label = [[row.stretches[name] for row in rows] for name in labels]
    sizes = [sizes_of(stretches) for stretches in by_label]
    tables = [parts(*both) for both in zip(by_label, sizes, strict=True)]
    ends = np.cumsum([table.shape[1] for table in tables])[:-1]

    def alphas(sums: np.ndarray) -> np.ndarray:
        found = [disagreements(*both) for both in zip(np.split(sums, ends, axis=1), sizes, strict=True)]
        observed, expected = (sum(side) for side in zip(*found, strict=True))
        return 1 - share(observed, expected)

    return figure(alphas, np.hstack(tables), **where(rows), why=NO_SPANS)


def n_spans(rows: Sequence[Compared], label: str | None = None) -> int:
    """Spans of both people of each pair, together."""
    return sum(_n(row.n_marked, label) for row in rows)


def confusion(rows: Sequence[Compared]) -> list[tuple[str, str, int]]:
    """(label, other label, how often) of shared characters that two people marked with two labels, most often first."""
    found = Counter(tuple(sorted(one.labels)) for row in rows for one in row.differences if one.kind == "label")
    return [(*labels, n) for labels, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def where(rows: Sequence[Compared]) -> dict[str, list[str]]:
    """The documents and the groups of near-duplicates that `figure` asks for."""
    return {"ids": [row.document.id for row in rows], "groups": [row.document.group for row in rows]}


def _f1(rows: Sequence[Compared], n_both: Sequence[int], label: str | None) -> Figure:
    return _share([2 * n for n in n_both], [_n(row.n_marked, label) for row in rows], rows, NO_SPANS)


def _share(part: Sequence[int], whole: Sequence[int], rows: Sequence[Compared], why: str) -> Figure:
    """sum(part) / sum(whole); measured on the rows that have any of the whole."""
    kept = [place for place, n in enumerate(whole) if n]
    if not kept:
        return undefined(_n_documents(rows), why)
    table = np.array([(part[place], whole[place]) for place in kept], dtype=float)
    return figure(lambda sums: share(sums[:, 0], sums[:, 1]), table, **where([rows[place] for place in kept]))


def _n(counts: Counter[str], label: str | None) -> int:
    return counts.total() if label is None else counts[label]


def _n_documents(rows: Sequence[Compared]) -> int:
    return len({row.document.id for row in rows})
