"""Figures of parts of the pairs: of a week, of a version of the scheme or of the guidelines; alpha where n suffices."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from operator import attrgetter

from labeling.agreement import spans
from labeling.agreement.comparison import Compared
from labeling.agreement.figure import FEW, Figure, undefined
from labeling.agreement.nominal import NOBODY, alpha
from labeling.agreement.words import PARTS
from labeling.core.plural import n_of


def of_parts(
    rows: Sequence[Compared], figures: Callable[[Sequence[Compared]], dict[str, Figure]]
) -> dict[str, list[dict]]:
    """For each key of PARTS its parts, by name, with their figures as dicts."""
    return {key: by(attrgetter(name), rows, figures, name) for key, (name, _) in PARTS.items()}


def by(
    part_of: Callable[[Compared], str],
    rows: Sequence[Compared],
    figures: Callable[[Sequence[Compared]], dict[str, Figure]],
    name: str,
) -> list[dict]:
    """One dict a part: `name` to the part, and each figure."""
    found: dict[str, list[Compared]] = {}
    for row in rows:
        found.setdefault(part_of(row), []).append(row)
    return [{name: part, **plain(figures(found[part]))} for part in sorted(found, key=_in_order)]


def _in_order(part: str) -> list:
    """
    >>> sorted(["scheme 10", "scheme 9", "mixed"], key=_in_order)
    ['mixed', 'scheme 9', 'scheme 10']
    """
    return [int(piece) if piece.isdecimal() else piece for piece in re.split(r"(\d+)", part)]


def plain(figures: Mapping[str, Figure]) -> dict[str, dict]:
    return {name: asdict(one) for name, one in figures.items()}


def alpha_of_part(question: str, rows: Sequence[Compared]) -> Figure:
    """Krippendorff's alpha of these pairs: of each document the values of all who are in one of them."""
    units: dict[str, dict[str, str]] = {}
    groups: dict[str, str] = {}
    for row in rows:
        if question in row.answers:
            units.setdefault(row.document.id, {}).update(zip(row.pair, row.answers[question], strict=True))
            groups[row.document.id] = row.document.group
    if len(units) < FEW:
        return undefined(len(units), too_few(len(units)) if units else NOBODY)
    values = [list(unit.values()) for unit in units.values()]
    return alpha(values, ids=list(units), groups=list(groups.values()))


def alpha_u_of_part(rows: Sequence[Compared]) -> Figure:
    """Unitising alpha of these pairs, of all labels together."""
    n = len({row.document.id for row in rows})
    return undefined(n, too_few(n)) if n < FEW else spans.alpha_u(rows)


def is_too_few(figure: Mapping) -> bool:
    """Whether this figure, a dict of `Figure`, is left out because its part has too few documents."""
    return figure["why"] == too_few(figure["n"])


def too_few(n: int) -> str:
    """
    >>> too_few(1)
    'Only 1 document; there is an alpha from 20 on.'
    """
    return f"Only {n_of(n, 'document')}; there is an alpha from {FEW} on."
