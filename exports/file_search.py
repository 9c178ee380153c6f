"""Which files are meant by the files and folders somebody names."""

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from exports.formats import FORMATS, SHARED_SUFFIXES, SNIFFED, format_by_content, format_of, suffixes_read
from exports.formats.reading import Reading, printable
from labeling.core.errors import FileRefused
from labeling.core.plural import n_of

FILES_OF_PAGE = re.compile("_files/")  # where browsers put the pictures and frames of a page they save


def find_files(paths: Iterable[Path], format: str | None) -> tuple[list[Path], Reading]:
    """The files behind these paths, each once, folders sorted by path; what cannot be taken goes to the reading.

    `format`: a key of FORMATS; of folders only such files are taken.
    """
    found: dict[str, Path] = {}
    reading = Reading()
    for path in paths:
        for real, file in _in_folder(path, format, reading) if path.is_dir() else [(os.path.realpath(path), path)]:
            found.setdefault(real, file)
    return list(found.values()), reading


def _in_folder(folder: Path, format: str | None, reading: Reading) -> Iterator[tuple[str, Path]]:
    """(real path, path) of the loadable files, sorted; others are named in a notice.

    Links to folders are not followed.
    """
    name, n_loadable, passed_over = printable(str(folder)), 0, []
    for root, folders, files in os.walk(folder, onerror=lambda error: reading.add_fault(name, None, in_words(error))):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        passed_over += [inner for inner in folders if Path(root, inner).is_symlink()]
        of_pages = [inner for inner in folders if is_companion(f"{inner}/", files)]
        folders[:] = [inner for inner in folders if inner not in of_pages]
        passed_over += of_pages
        inside, real_root, beside = Path(root), os.path.realpath(root), frozenset(files)
        for file in sorted(file for file in files if not file.startswith(".")):
            if is_companion(file, beside):
                continue
            path = inside / file
            key = format_of_file(path)
            if key and (format is None or format == key or key not in FORMATS):
                n_loadable += 1
                yield os.path.realpath(path) if os.path.islink(path) else os.path.join(real_root, file), path
            else:
                passed_over.append(file)
    shown = ", ".join(printable(file) for file in passed_over[:5]) + (" …" if len(passed_over) > 5 else "")
    if not n_loadable:
        there = f"; there is {shown}" if passed_over else ""
        reading.add_fault(name, None, f"{name}: a folder with no {suffixes_read()} file in it{there}. Name a file.")
    elif passed_over:
        reading.notice(name, None, f"{n_of(len(passed_over), 'file')} of other kinds passed over: {shown}.")


def format_of_file(path: Path) -> str | None:
    """The key of FORMATS that its suffix stands for, or its content where others have that suffix, too; or "zip"."""
    if path.suffix == ".zip":
        return "zip"
    if path.suffix.lower() not in SHARED_SUFFIXES:
        return format_of(path.name.removesuffix(".gz"))
    try:
        with path.open("rb") as file:
            return format_by_content(file.read(SNIFFED), path.name)
    except OSError:
        return None


def is_companion(name: str, names: Collection[str]) -> bool:
    """Whether a file is the text that a brat file beside it is about, or lies in the folder that belongs to a page.

    >>> is_companion("a.txt", ["a.ann", "a.txt"]), is_companion("b.txt", ["a.ann", "b.txt"])
    (True, False)
    >>> is_companion("news_files/frame.html", ["news.html"]), is_companion("old_files/page.html", ["news.html"])
    (True, False)
    """
    if name.endswith(".txt") and name.removesuffix(".txt") + ".ann" in names:
        return True
    pages = (name[: found.start()] for found in FILES_OF_PAGE.finditer(name))
    return any(page + suffix in names for page in pages for suffix in FORMATS["html"].suffixes)


def check_regular(path: Path) -> int:
    """The size of the file in bytes; FileRefused for what is no file, or is not there."""
    try:
        status = path.stat()
    except OSError as error:
        raise FileRefused(in_words(error, printable(str(path)))) from None
    if not stat.S_ISREG(status.st_mode):
        raise FileRefused(f"{printable(str(path))}: not a regular file. Save what it gives to a file first.")
    return status.st_size


def in_words(error: Exception, file: str = "") -> str:
    """An error of the system as a sentence."""
    if isinstance(error, FileNotFoundError):
        return f"{file}: there is no such file. Check the path."
    if isinstance(error, PermissionError):
        return f"{file or error.filename}: this may not be read by you. Change its permissions."
    return f"{file or error.filename}: cannot be read: {error.strerror}." if isinstance(error, OSError) else str(error)
