"""The file beside the project in which a large load is gathered, so that it can stop at any time and go on later."""

import os
import secrets
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from exports.loading.tally import FILES, TALLY
from labeling.core.errors import DatabaseBusy, SitrepError
from labeling.core.scheme import Scheme
from labeling.store.database import open_database, write
from labeling.store.leases import lease_holder, release_lease, take_lease
from labeling.store.schemes import add_scheme
from labeling.store.unfinished_load import load_state, make_tables

MARK = ".loading-"
LEASE, LEASE_SECONDS = "load", 3_600  # a process that died gives it back at once
PARTS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A load that was stopped. `files`: what it read; `n_documents`: so far."""

    path: Path
    files: tuple[str, ...]
    n_documents: int

    def sentence(self) -> str:
        names = ", ".join(self.files[:3]) + (" …" if len(self.files) > 3 else "")
        return (
            f"{self.path} holds an unfinished load of {names} ({self.n_documents:,} documents so far). "
            "The same command goes on with it; delete the file to give it up."
        )


def side_path(project: Path, fingerprint: str) -> Path:
    return project.with_name(f"{project.name}{MARK}{fingerprint[:12]}")


@contextmanager
def side_project(path: Path, scheme: Scheme) -> Iterator[Database]:
    """The side file, made if there is none, held by this process alone; DatabaseBusy where another one holds it."""
    side = open_database(path)
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    try:
        _take(side, path, holder)
        with write(side):
            make_tables(side)
        if not load_state(side):
            add_scheme(side, scheme)
        yield side
    finally:
        if path.exists():
            release_lease(side, LEASE, holder)
        side.conn.close()


def remove(path: Path) -> None:
    """Give up what is in a side file; its connections are closed."""
    for part in PARTS:
        path.with_name(path.name + part).unlink(missing_ok=True)


def clear_up(project: Path, files: Sequence[Path], own: Path | None) -> list[str]:
    """A sentence for each side file of this project that nobody works on, but for one's `own`.

    One of these very files, as they were before they or the options changed, is removed.
    """
    said, names = [], {str(path.absolute()) for path in files}
    for one in unfinished_loads(project):
        if own and one.path.name == own.name:
            continue
        if own and names == set(one.files):
            remove(one.path)
            said.append(f"{one.path}: removed, an unfinished load of these files as they were, or by other options.")
        else:
            said.append(one.sentence())
    return said


def unfinished_loads(project: Path) -> list[Unfinished]:
    """The side files of this project that nobody works on."""
    found = []
    for path in sorted(project.absolute().parent.glob(f"{project.name}{MARK}*")):
        if not path.name.endswith(PARTS[1:]):
            found.append(_unfinished(path))
    return [one for one in found if one]


def _unfinished(path: Path) -> Unfinished | None:
    try:
        side = open_database(path, create=False)
    except SitrepError:
        return None
    try:
        state = load_state(side)
        holder = lease_holder(side, LEASE)
    finally:
        side.conn.close()
    if not state or (holder and _is_alive(holder)):
        return None
    return Unfinished(path, tuple(state[FILES]), state[TALLY]["n_documents"])


def _take(side: Database, path: Path, holder: str) -> None:
    earlier = lease_holder(side, LEASE)
    if earlier and not _is_alive(earlier):
        release_lease(side, LEASE, earlier)
    if not take_lease(side, LEASE, holder, LEASE_SECONDS):
        raise DatabaseBusy(f"The same files are being loaded just now, by another process ({path}). Wait for its end.")


def _is_alive(holder: str) -> bool:
    """Whether the process is there; where that cannot be known, it is as long as its lease runs."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname() or os.name != "posix":
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
