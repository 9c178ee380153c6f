"""What documents take, as a median a week: no clock but the one of the whole document, and none of fewer than three."""

from collections.abc import Iterable
from datetime import date
from statistics import median

ENOUGH = 3  # documents


def week_of(at: str) -> str:
    """The ISO week of a moment.

    >>> week_of("2026-01-01T12:00:00.000Z")
    '2026-W01'
    """
    year, week, _ = date.fromisoformat(at[:10]).isocalendar()
    return f"{year}-W{week:02}"


def weekly_medians(taken: Iterable[tuple[str, float]]) -> list[tuple[str, float, int]]:
    """(week, median in seconds, documents) of (moment, seconds), for weeks of ENOUGH documents.

    >>> weekly_medians([("2026-01-01", 30), ("2026-01-02", 90), ("2026-01-02", 60), ("2026-02-02", 60)])
    [('2026-W01', 60, 3)]
    """
    by_week: dict[str, list[float]] = {}
    for at, seconds in taken:
        by_week.setdefault(week_of(at), []).append(seconds)
    return [(week, median(found), len(found)) for week, found in sorted(by_week.items()) if len(found) >= ENOUGH]
