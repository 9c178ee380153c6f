"""The time as it is stored: UTC, ISO 8601, milliseconds, Z."""

from datetime import UTC, datetime, timedelta


def now() -> str:
    return written(datetime.now(UTC))


def later(at: str, than: str) -> str:
    """`at`, or the millisecond after `than` where it is no later; "" is before all times.

    >>> later("2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00.000Z")
    '2026-03-01T12:00:00.001Z'
    """
    return at if at > than else written(datetime.fromisoformat(than) + timedelta(milliseconds=1))


def written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def minute(at: str) -> str:
    """A stored time as people read it, in UTC; "" of none.

    >>> minute("2026-03-01T12:00:07.000Z"), minute("")
    ('2026-03-01 12:00', '')
    """
    return at[:16].replace("T", " ")
