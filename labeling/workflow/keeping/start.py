"""What must hold before the app serves anybody."""

from collections.abc import Sequence
from pathlib import Path

from labeling.core.addresses import LOOPBACK_NAMES, is_loopback
from labeling.core.errors import DatabaseDamaged, NetworkRefused, StoreError
from labeling.store.accounts.people import n_admins
from labeling.store.database import open_database
from labeling.store.library_errors import RESTORE
from labeling.store.read_only import READ_ONLY, is_read_only
from labeling.workflow.keeping.damage import check_file


def check_address(address: str | None, hosts: Sequence[str], path: Path) -> None:
    """Raise NetworkRefused where others could reach a project in which nobody has an admin's password.

    `address`: where the server listens (None: everywhere), `hosts`: the names it answers to, `path`: the project.
    """
    named = [host for host in hosts if not is_loopback(host) and host not in LOOPBACK_NAMES]
    if is_loopback(address) and not named:
        return
    shown = f"answer to {', '.join(named)}" if is_loopback(address) else f"listen on {address or 'every address'}"
    if not _has_admin(path):
        raise NetworkRefused(
            f"Sitrep was asked to {shown}, where others can reach it, and no admin has a password yet. Set one: "
            f"sitrep --db {path} people add NAME --role admin (it asks for the password). Or stay on this machine: "
            "--server.address 127.0.0.1 and no SITREP_HOSTS."
        )
    if not named:
        raise NetworkRefused(
            f"Sitrep was asked to {shown}, and does not know under which name people will reach it. Set SITREP_HOSTS "
            "to the names or numbers in the address they type, with commas: SITREP_HOSTS=sitrep.lan,192.168.1.20."
        )


def _has_admin(path: Path) -> bool:
    if not path.exists():
        return False
    db = open_database(path, create=False)
    try:
        return n_admins(db) > 0
    finally:
        db.conn.close()


def check_start(path: Path) -> None:
    """Raise StoreError where the file cannot be written to, DatabaseDamaged unless it is sound."""
    if is_read_only(path):
        raise StoreError(f"{path} cannot be worked on. {READ_ONLY}")
    if fault := check_file(path):
        raise DatabaseDamaged(f"{path}: {fault} {RESTORE}")
