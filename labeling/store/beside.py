"""The two files that SQLite keeps beside a project for as long as somebody has it open."""

from pathlib import Path

from labeling.store.damage import identity_of

Beside = dict[Path, tuple[int, int] | None]


def log_path(path: Path) -> Path:
    """What was saved and is not yet in the file itself."""
    return _beside(path, "-wal")


def index_path(path: Path) -> Path:
    """Where in the log each page is, and the locks of its readers."""
    return _beside(path, "-shm")


def found_beside(path: Path) -> Beside:
    """Those that are there, each with what tells it from another file of its name."""
    return {one: identity_of(one) for one in (log_path(path), index_path(path)) if one.exists()}


def _beside(path: Path, ending: str) -> Path:
    real = path.resolve()  # SQLite follows a link
    return real.with_name(f"{real.name}{ending}")
