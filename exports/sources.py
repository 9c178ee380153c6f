"""Where documents come from: files and folders on disk, or files handed to the page."""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePath

from exports.archives import Zip, gunzip, is_gzip, is_zip
from exports.formats import FORMATS, format_by_content, format_of, suffixes_read
from exports.formats.reading import Beside, Reading, n_of, place, printable
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme

MOST_BYTES = 2**30  # in one file; it is read whole
Progress = Callable[[int, int], None]


def read_paths(
    paths: Iterable[Path],
    *,
    scheme: Scheme,
    annotator: str | None = None,
    format: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """Everything in these files, and in these folders' loadable files, sorted by path.

    `format`: a key of FORMATS for every file named; None: each file's suffix says it.
    Nothing is raised for what a file holds: the Reading has the faults.
    """
    readings: list[Reading] = []
    files = _files(paths, format, readings)
    for number, path in enumerate(files, start=1):
        readings.append(_read_path(path, scheme, annotator, format))
        if progress:
            progress(number, len(files))
    return together(readings)


def loadable_files(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """(file, key of FORMATS or "zip") for these files and the loadable ones of these folders; FileRefused for others.

    A .gz has the key of what is packed in it.
    """
    readings: list[Reading] = []
    files = _files(paths, None, readings)
    for reading in readings:
        reading.check()
    for path in files:
        _check_regular(path)
        key = format_of(path.name.removesuffix(".gz")) or ("zip" if path.name.endswith(".zip") else None)
        if key is None:
            raise FileRefused(f"{printable(str(path))}: files of this kind are not read. Expected {suffixes_read()}.")
        yield path, key


def read_upload(
    name: str,
    data: bytes,
    *,
    scheme: Scheme,
    annotator: str | None = None,
    others: Mapping[str, bytes] | None = None,
) -> Reading:
    """Everything in one file that came over the page; its content says what it is. `others` came with it, by name."""
    return _read(printable(name), data, scheme, annotator, None, (others or {}).get)


def together(readings: Sequence[Reading]) -> Reading:
    """All of these as one; an id that stands for two texts becomes a fault."""
    whole = Reading()
    for reading in readings:
        whole.add(reading)
    seen: dict[str, tuple[str, str]] = {}
    for record in whole.documents:
        document = record.document
        text, where = seen.setdefault(document.id, (document.text, record.where))
        if text != document.text:
            file, line = _file_and_line(record.where)
            whole.add_fault(
                file, line, f"{record.where}: the id {document.id!r} belongs to another text in {where}. Rename one."
            )
    return whole


def _file_and_line(where: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"(.*), line (\d+)", where)
    return (found[1], int(found[2])) if found else (where, None)


def _files(paths: Iterable[Path], format: str | None, readings: list[Reading]) -> list[Path]:
    """The files behind these paths, each once; what cannot be taken goes to `readings`."""
    found: dict[Path, Path] = {}
    for path in paths:
        reading = Reading()
        for file in _in_folder(path, format, reading) if path.is_dir() else [path]:
            found.setdefault(Path(os.path.realpath(file)), file)
        readings.append(reading)
    return list(found.values())


def _in_folder(folder: Path, format: str | None, reading: Reading) -> Iterator[Path]:
    """The loadable files, sorted; others are named in a notice. Links to folders are not followed."""
    name, n_loadable, passed_over = printable(str(folder)), 0, []
    for root, folders, files in os.walk(folder, onerror=lambda error: reading.add_fault(name, None, _plain(error))):
        folders[:] = sorted(inner for inner in folders if not inner.startswith("."))
        passed_over += [inner for inner in folders if Path(root, inner).is_symlink()]
        for file in sorted(file for file in files if not file.startswith(".")):
            key = format_of(file.removesuffix(".gz")) or ("zip" if file.endswith(".zip") else None)
            if is_companion(file, files):
                continue
            if key and (format is None or format == key or key not in FORMATS):
                n_loadable += 1
                yield Path(root, file)
            else:
                passed_over.append(file)
    shown = ", ".join(printable(file) for file in passed_over[:5]) + (" …" if len(passed_over) > 5 else "")
    if not n_loadable:
        there = f"; there is {shown}" if passed_over else ""
        reading.add_fault(name, None, f"{name}: a folder with no {suffixes_read()} file in it{there}. Name a file.")
    elif passed_over:
        reading.notice(name, None, f"{n_of(len(passed_over), 'file')} of other kinds passed over: {shown}.")


def _read_path(path: Path, scheme: Scheme, annotator: str | None, format: str | None) -> Reading:
    file = printable(str(path))
    try:
        data = _bytes_of(path)
    except (OSError, FileRefused) as error:
        reading = Reading()
        reading.add_fault(file, None, _plain(error, file))
        return reading
    return _read(file, data, scheme, annotator, format, _beside(path))


def _bytes_of(path: Path) -> bytes:
    n_bytes = _check_regular(path)
    if n_bytes > MOST_BYTES:
        raise FileRefused(
            f"{printable(str(path))}: {n_bytes:,} bytes; at most {MOST_BYTES:,} (MOST_BYTES). Split the file."
        )
    return path.read_bytes()


def _beside(path: Path) -> Beside:
    """Gives the files in the same folder; a name from a file's content leads nowhere else."""

    def read(name: str) -> bytes | None:
        other = path.parent / name
        if PurePath(name).name != name or not other.is_file() or other.is_symlink():
            return None
        return _bytes_of(other)

    return read


def _check_regular(path: Path) -> int:
    """The size of the file in bytes; FileRefused for what is no file, or is not there."""
    try:
        status = path.stat()
    except OSError as error:
        raise FileRefused(_plain(error, printable(str(path)))) from None
    if not stat.S_ISREG(status.st_mode):
        raise FileRefused(f"{printable(str(path))}: not a regular file. Save what it gives to a file first.")
    return status.st_size


def _read(file: str, data: bytes, scheme: Scheme, annotator: str | None, format: str | None, beside: Beside) -> Reading:
    try:
        if is_zip(data):
            return _read_zip(file, data, scheme, annotator, format)
        if is_gzip(data):
            data, file = gunzip(data, file=file), file.removesuffix(".gz")
    except FileRefused as refused:
        return _faulty(file, str(refused))
    key = format or format_by_content(data, PurePath(file).name)
    if key is None:
        return _faulty(
            file,
            f"{place(file)}: files of this kind are not read. Expected {suffixes_read()}; "
            "name the format with --format if only the suffix is another.",
        )
    return FORMATS[key].read(data, file=file, scheme=scheme, annotator=annotator, beside=beside)


def _read_zip(file: str, data: bytes, scheme: Scheme, annotator: str | None, format: str | None) -> Reading:
    """Every loadable member; the whole file is refused where one of them cannot be taken."""
    archive, readings, passed_over = Zip(data, file=file), [], []
    names = list(archive.names())
    for name in names:
        if is_companion(name, names):
            continue
        content = archive.read(name)
        if is_zip(content) or not (format or format_by_content(content, PurePath(name).name)):
            passed_over.append(name)
            continue
        folder = str(PurePath(name).parent)
        beside = partial(_in_zip, archive, "" if folder == "." else folder + "/")
        readings.append(_read(f"{file}/{printable(name)}", content, scheme, annotator, format, beside))
    whole = Reading()
    for reading in readings:
        whole.add(reading)
    if not readings:
        whole.add_fault(file, None, f"{file}: a zip with no file in it that is read. Expected {suffixes_read()}.")
    elif passed_over:
        shown = ", ".join(printable(name) for name in passed_over[:5]) + (" …" if len(passed_over) > 5 else "")
        whole.notice(file, None, f"{n_of(len(passed_over), 'file')} of other kinds passed over: {shown}.")
    return whole


def _in_zip(archive: Zip, folder: str, name: str) -> bytes | None:
    return archive.read(folder + name) if PurePath(name).name == name else None


def is_companion(name: str, names: Collection[str]) -> bool:
    """Whether a file is the text that a brat file beside it is about.

    >>> is_companion("a.txt", ["a.ann", "a.txt"]), is_companion("b.txt", ["a.ann", "b.txt"])
    (True, False)
    """
    return name.endswith(".txt") and name.removesuffix(".txt") + ".ann" in names


def _faulty(file: str, message: str) -> Reading:
    reading = Reading()
    reading.add_fault(file, None, message)
    return reading


def _plain(error: Exception, file: str = "") -> str:
    """An error of the system as a sentence."""
    if isinstance(error, FileNotFoundError):
        return f"{file}: there is no such file. Check the path."
    if isinstance(error, PermissionError):
        return f"{file or error.filename}: this may not be read by you. Change its permissions."
    return f"{file or error.filename}: cannot be read: {error.strerror}." if isinstance(error, OSError) else str(error)
