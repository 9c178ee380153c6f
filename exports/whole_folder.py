"""Writes a folder of files, or a .zip of them, whole or not at all."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.whole_file import umask, whole_file
from labeling.core.errors import FileRefused

Files = Iterable[tuple[str, bytes]]  # (name, piece); pieces of one name are put together in their order


def write_whole_folder(folder: Path, files: Files, *, force: bool = False) -> None:
    """Write the files beside `folder`, then rename the whole; into a folder that holds such files they move one by one.

    FileRefused where it is a file, or holds files of other names and `force` is not given.
    """
    if folder.is_file():
        raise FileRefused(f"{folder} is a file; name a folder, or a file that ends in .zip. Nothing was written.")
    with _written_beside(folder, files) as temporary:
        names = {path.name for path in temporary.iterdir()}
        held = {path.name for path in folder.iterdir()} if folder.exists() else set()
        if held - names and not force:
            raise FileRefused(_others(folder, sorted(held - names)))
        temporary.chmod(0o777 & ~umask())
        if not held:
            os.replace(temporary, folder)
        for name in sorted(names) if held else ():
            os.replace(temporary / name, folder / name)


def write_whole_zip(out: Path, files: Files) -> None:
    """Write the files beside `out`, then pack them into it."""
    with (
        whole_file(out) as packed,
        _written_beside(out, files) as temporary,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in sorted(temporary.iterdir()):
            archive.write(path, path.name)


@contextmanager
def _written_beside(out: Path, files: Files) -> Iterator[Path]:
    """A temporary folder with these files; it is gone afterwards."""
    parent = out.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=parent, prefix=f".{out.name}."))
    except OSError as error:
        raise FileRefused(f"{out} cannot be written: {error.strerror}. Nothing was written.") from None
    try:
        for name, piece in files:
            with (temporary / name).open("ab") as file:
                file.write(piece)
        yield temporary
    except OSError as error:
        raise FileRefused(f"{out} cannot be written: {error.strerror}. Write it again to another place.") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _others(folder: Path, names: list[str]) -> str:
    return (
        f"{folder} holds other files ({', '.join(names[:3])}{' …' if len(names) > 3 else ''}). "
        "Name another folder, or add --force to write beside them. Nothing was written."
    )
