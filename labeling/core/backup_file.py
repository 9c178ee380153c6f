"""What a backup is called, and which of the daily ones are kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

DAILY, WEEKLY = 7, 4  # how many are kept: of the newest days and of the newest weeks that have one
FORM = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}T\d{6}Z)-(?P<sha>[0-9a-f]{8})(?P<daily>-daily)?\.db")
AT_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class BackupName:
    """`at` is UTC; `sha` the first eight hex digits of the file's SHA-256; `daily` where the worker made it."""

    stem: str
    at: datetime
    sha: str
    daily: bool = False

    def __str__(self) -> str:
        return f"{self.stem}-{self.at.strftime(AT_FORM)}-{self.sha}{'-daily' if self.daily else ''}.db"


def read_backup_name(name: str) -> BackupName | None:
    """What the name of a file tells; None where it is not one that we give.

    >>> read_backup_name("sitrep-20260301T120000Z-0a1b2c3d-daily.db").daily
    True
    >>> read_backup_name("sitrep-final.db")
    """
    found = FORM.fullmatch(name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found["at"], AT_FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupName(found["stem"], at, found["sha"], found["daily"] is not None)


def kept(backups: Iterable[BackupName]) -> set[BackupName]:
    """Of the daily backups those that stay: the newest of each of DAILY days and of each of WEEKLY weeks.

    Days and weeks without a backup do not count, so nothing goes because the machine was off for a month.
    """
    newest_first = sorted(backups, key=lambda name: name.at, reverse=True)
    by_day: dict[tuple, BackupName] = {}
    by_week: dict[tuple, BackupName] = {}
    for name in newest_first:
        by_day.setdefault((name.at.date(),), name)
        by_week.setdefault(tuple(name.at.isocalendar())[:2], name)
    return {*list(by_day.values())[:DAILY], *list(by_week.values())[:WEEKLY]}
