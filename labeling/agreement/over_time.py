"""Agreement with gold week by week, and whether it moved."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

import numpy as np

from labeling.agreement.comparison import Compared
from labeling.agreement.figure import Figure, share
from labeling.agreement.nominal import percent
from labeling.agreement.resampling import SURE, draws
from labeling.agreement.spans import exact_f1, overlap_f1, where

LEAST = 20  # documents in each half, before anything is said of drift
N_DRAWS = 1_000  # the ends of an interval for several measures lie far out


@dataclass(frozen=True, slots=True)
class Measure:
    """`name`: a key of `words.FIGURES`; `question`: for answers; `part`: what a row adds to the share, and of what."""

    name: str
    question: str
    figure: Callable[[Sequence[Compared]], Figure]
    part: Callable[[Compared], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Drift:
    """A measure that moved: `recent` from the week `since` on, `before` earlier. `low`, `high`: of the difference."""

    measure: str
    question: str
    since: str
    before: Figure
    recent: Figure
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        return self.high < 0


def measures(rows: Sequence[Compared]) -> list[Measure]:
    """Same answers, question by question, then spans."""
    questions = sorted({question for row in rows for question in row.answers})
    found = [Measure("percent", one, _same(one), _part_same(one)) for one in questions]
    spans = [Measure("overlap_f1", "", overlap_f1, _part_overlap), Measure("exact_f1", "", exact_f1, _part_exact)]
    return [*found, *spans]


def weekly(rows: Sequence[Compared]) -> list[dict]:
    """A row for each measure over everything (`week` ""), then for each week: measure, question, week, `Figure`."""
    weeks = ["", *sorted({row.week for row in rows if row.week})]
    found = []
    for one in measures(rows):
        for week in weeks:
            figure = one.figure([row for row in rows if week in ("", row.week)])
            if figure.value is not None:
                found.append({"measure": one.name, "question": one.question, "week": week, **asdict(figure)})
    return found


def drifts(rows: Sequence[Compared]) -> list[Drift]:
    """What moved: the newest weeks that hold LEAST documents against all before them, if those hold as many.

    Only where the interval of the difference leaves no change out. It is wide enough for all measures of a person
    together: by chance alone one in twenty people is told of a change, not one in seven. Exact F1 moves with overlap F1
    and is not tested.
    """
    tested = [one for one in measures(rows) if one.name != "exact_f1"]
    found = []
    for one in tested:
        halves = _halves([row for row in rows if row.week and one.part(row)[1]])
        if halves is None:
            continue
        before, recent = halves
        low, high = _difference(one, before, recent, 1 - (1 - SURE) / len(tested))
        if low > 0 or high < 0:
            since = min(row.week for row in recent)
            found.append(Drift(one.name, one.question, since, one.figure(before), one.figure(recent), low, high))
    return found


def monday(week: str) -> str:
    """The ISO date a week begins on.

    >>> monday("2026-W01")
    '2025-12-29'
    """
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1).isoformat()


def _halves(rows: Sequence[Compared]) -> tuple[list[Compared], list[Compared]] | None:
    """(before, recent), each of LEAST documents or more; None where there are too few."""
    weeks = sorted({row.week for row in rows}, reverse=True)
    for since in weeks:
        recent = [row for row in rows if row.week >= since]
        if len(recent) >= LEAST:
            before = [row for row in rows if row.week < since]
            return (before, recent) if len(before) >= LEAST else None
    return None


def _difference(
    measure: Measure, before: Sequence[Compared], recent: Sequence[Compared], sure: float
) -> tuple[float, float]:
    """What `sure` of the differences recent − before lie between, by the bootstrap over documents of each half."""
    values = []
    for seed, rows in enumerate((before, recent)):
        parts = np.array([measure.part(row) for row in rows], dtype=float)
        sums = draws(where(rows)["groups"], n_draws=N_DRAWS, seed=seed) @ parts
        values.append(share(sums[:, 0], sums[:, 1]))
    low, high = np.nanquantile(values[1] - values[0], [(1 - sure) / 2, (1 + sure) / 2])
    return float(low), float(high)


def _part_overlap(row: Compared) -> tuple[float, float]:
    return (2 * row.n_overlap.total(), row.n_marked.total())


def _part_exact(row: Compared) -> tuple[float, float]:
    return (2 * row.n_exact.total(), row.n_marked.total())


def _same(question: str) -> Callable[[Sequence[Compared]], Figure]:
    def figure(rows: Sequence[Compared]) -> Figure:
        given = [row for row in rows if question in row.answers]
        return percent([row.answers[question] for row in given], **where(given))

    return figure


def _part_same(question: str) -> Callable[[Compared], tuple[float, float]]:
    def part(row: Compared) -> tuple[float, float]:
        if question not in row.answers:
            return (0, 0)
        one, other = row.answers[question]
        return (one == other, 1)

    return part
