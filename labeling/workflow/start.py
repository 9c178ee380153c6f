"""What must hold before the app serves anybody."""

import ipaddress
from pathlib import Path

from labeling.core.errors import DatabaseDamaged, NetworkRefused
from labeling.store.library_errors import RESTORE
from labeling.workflow.damage import check_file


def check_address(address: str | None) -> None:
    """Raise NetworkRefused unless the server listens on this machine only.

    >>> check_address("127.0.0.1")
    >>> check_address("0.0.0.0")
    Traceback (most recent call last):
    ...
    labeling.core.errors.NetworkRefused: Sitrep was asked to listen on 0.0.0.0. There are no passwords yet, \
so it serves this machine only: start it with --server.address 127.0.0.1.
    """
    shown = address or "every address"
    try:
        loopback = address == "localhost" or ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise NetworkRefused(
            f"Sitrep was asked to listen on {shown}. There are no passwords yet, so it serves this machine only: "
            "start it with --server.address 127.0.0.1."
        )


def check_start(path: Path) -> None:
    """Raise DatabaseDamaged unless the file is sound."""
    if fault := check_file(path):
        raise DatabaseDamaged(f"{path}: {fault} {RESTORE}")
