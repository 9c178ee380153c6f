"""The time as it is stored: UTC, ISO 8601, milliseconds, Z."""

from datetime import UTC, datetime


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
