"""Puts a finished pack where it belongs: whole, and never over somebody's other files."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.spacy_pack.configs import COMPONENTS
from exports.split import PARTS
from labeling.core.errors import FileRefused

PROJECT = "project.yml"
MARK = "pack.json"  # is written last and removed first: a folder without it is no whole pack


def check_target(folder: Path, *, force: bool) -> None:
    """Raise FileRefused if `folder` is a file, or holds files of another kind and `force` is not given."""
    if folder.is_file():
        raise FileRefused(f"{folder} is a file; name a folder. Nothing was written.")
    if not folder.exists() or (folder / MARK).exists():
        return
    if (folder / PROJECT).exists():
        raise FileRefused(
            f"{folder} holds a {PROJECT} that is not a pack's, and a pack brings its own. Name another folder. "
            "Nothing was written."
        )
    if force:
        return
    held = sorted(path.name for path in folder.iterdir())
    if held:
        raise FileRefused(
            f"{folder} holds other files ({', '.join(held[:3])}{' …' if len(held) > 3 else ''}) and no spaCy pack. "
            "Name another folder, or add --force to write beside them. Nothing was written."
        )


@contextmanager
def built_beside(folder: Path) -> Iterator[Path]:
    """A temporary folder to build in; at the end its files become those of `folder`, on an error nothing does."""
    parent = folder.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=parent, prefix=f".{folder.name}."))
    except OSError as error:
        raise FileRefused(f"{folder} cannot be written: {error.strerror}. Nothing was written.") from None
    try:
        yield temporary
        os.chmod(temporary, 0o755)
        _move(temporary, folder)
    except OSError as error:
        raise FileRefused(f"{folder} cannot be written: {error.strerror}. Write it again to another folder.") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _move(temporary: Path, folder: Path) -> None:
    """One rename for a new or empty folder; in an old pack file by file, so that models trained there stay."""
    if not folder.exists() or not any(folder.iterdir()):
        os.replace(temporary, folder)
        return
    (folder / MARK).unlink(missing_ok=True)
    for stale in (*(f"{part}_answered.spacy" for part in PARTS), *(f"config_{one}.cfg" for one in COMPONENTS)):
        (folder / stale).unlink(missing_ok=True)
    for path in sorted(temporary.iterdir(), key=lambda path: path.name == MARK):
        os.replace(path, folder / path.name)
