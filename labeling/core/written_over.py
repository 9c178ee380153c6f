"""What a command may write over: nothing, or a file, but never a database."""

from pathlib import Path

from labeling.core.errors import FileRefused

DATABASE = b"SQLite format 3\0"  # how such a file begins


def check_written_over(path: Path) -> None:
    """FileRefused where `path` is a database (perhaps the project itself), a folder, a device or a pipe."""
    if str(path) == "-":
        raise FileRefused("- is no file, and standard output cannot be written whole. Name a file.")
    if path.is_dir():
        raise FileRefused(f"{path} is a folder; name a file in it, say {path / 'sitrep.jsonl'}. Nothing was written.")
    try:
        if not path.exists():
            return
        if not path.is_file():
            raise FileRefused(f"{path} is a device or a pipe, and no file. Name a file. Nothing was written.")
        with path.open("rb") as file:
            begins = file.read(len(DATABASE))
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None
    if begins == DATABASE:
        raise FileRefused(
            f"{path} is an SQLite database, perhaps a project, and is never written over. Name another file. "
            "Nothing was written."
        )
