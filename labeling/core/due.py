"""A deadline in words."""

from datetime import date

WEEK = 7


def due(deadline: str | None, today: date) -> str:
    """When something is due, as one says it; empty where there is no deadline.

    >>> monday = date(2026, 3, 2)
    >>> due("2026-03-06", monday), due("2026-03-02", monday), due("2026-04-01", monday), due("2026-03-01", monday)
    ('due Friday', 'due today', 'due 1 April', 'was due 1 March')
    """
    if deadline is None:
        return ""
    day = date.fromisoformat(deadline)
    n_days = (day - today).days
    if n_days < 0:
        return f"was due {day.day} {day:%B}"
    if n_days < WEEK:
        return f"due {('today', 'tomorrow')[n_days] if n_days < 2 else f'{day:%A}'}"
    return f"due {day.day} {day:%B}"
