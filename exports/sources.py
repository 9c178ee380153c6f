"""Where documents come from: files and folders on disk, or files handed to the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePath

from exports.archives import Zip, gunzip, is_gzip, is_zip
from exports.file_search import check_regular, find_files, format_of_file, in_words, is_companion
from exports.formats import FORMATS, format_by_content, suffixes_read
from exports.formats.decoding import known_kind
from exports.formats.reading import Beside, Reading, file_and_line, printable
from exports.good_records import blame
from labeling.core.errors import FileRefused
from labeling.core.garbage import no_garbage_search
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme

MOST_BYTES = 256 * 2**20  # in one file that is read whole
MAY_BE_EMPTY = (".ann",)  # nothing was marked
EMPTY = "the file is empty (0 bytes), perhaps a failed download. Remove it or fill it in."
OFFICE = "[Content_Types].xml"  # lies in every .docx and .xlsx
Progress = Callable[[int, int], None]


@no_garbage_search()
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
    files, found = find_files(paths, format)
    return read_files(files, found, scheme=scheme, annotator=annotator, format=format, progress=progress)


@no_garbage_search()
def read_files(
    files: Sequence[Path],
    found: Reading,
    *,
    scheme: Scheme,
    annotator: str | None = None,
    format: str | None = None,
    progress: Progress | None = None,
) -> Reading:
    """`read_paths`, for files that were found already."""
    readings = [found]
    for number, path in enumerate(files, start=1):
        readings.append(read_path(path, scheme=scheme, annotator=annotator, format=format))
        if progress:
            progress(number, len(files))
    return together(readings)


def loadable_files(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[str]]:
    """(file, key of FORMATS or "zip") for these files and the loadable ones of these folders; FileRefused for others.

    A .gz has the key of what is packed in it. Beside them a sentence for each folder with files of other kinds.
    """
    files, reading = find_files(paths, None)
    if reading.n_faults:
        raise FileRefused("\n".join([*reading.first_faults(), "Nothing was written."]))
    return [(path, _key_of(path)) for path in files], reading.warnings


def _key_of(path: Path) -> str:
    check_regular(path)
    key = format_of_file(path)
    if key is None:
        raise FileRefused(f"{printable(str(path))}: files of this kind are not read. Expected {suffixes_read()}.")
    return key


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
            message = f"{record.where}: the id {document.id!r} belongs to another text in {where}. Rename one."
            whole.add_fault(*file_and_line(record.where), message, records=[record.where])
    return whole


def read_path(path: Path, *, scheme: Scheme, annotator: str | None, format: str | None) -> Reading:
    """Everything in one file."""
    file = printable(str(path))
    try:
        data = _bytes_of(path)
    except (OSError, FileRefused) as error:
        reading = Reading()
        reading.add_fault(file, None, in_words(error, file))
        return reading
    return _read(file, data, scheme, annotator, format, _beside(path))


def _bytes_of(path: Path) -> bytes:
    n_bytes = check_regular(path)
    if n_bytes > MOST_BYTES:
        raise FileRefused(
            f"{printable(str(path))}: {n_bytes:,} bytes; what is not Sitrep JSONL is read whole and has at most "
            f"{MOST_BYTES:,} (MOST_BYTES). Split the file."
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


def _read(file: str, data: bytes, scheme: Scheme, annotator: str | None, format: str | None, beside: Beside) -> Reading:
    try:
        if is_zip(data):
            return _read_zip(file, data, scheme, annotator, format)
        if is_gzip(data):
            data, file = gunzip(data, file=file), file.removesuffix(".gz")
    except FileRefused as refused:
        return _faulty(file, str(refused))
    if not data and not file.lower().endswith(MAY_BE_EMPTY):
        return _faulty(file, f"{file}: {EMPTY}")
    key = format or format_by_content(data, PurePath(file).name)
    if key is None:
        kind = known_kind(data)
        return _faulty(file, f"{file}: this looks like {kind}." if kind else f"{file}: {_unknown()}")
    reading = FORMATS[key].read(data, file=file, scheme=scheme, annotator=annotator, beside=beside)
    blame(file, reading)
    return reading


def _unknown() -> str:
    return (
        f"files of this kind are not read. Expected {suffixes_read()}; "
        "name the format with --format if only the suffix is another."
    )


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
    if not readings and OFFICE in names:
        whole.add_fault(file, None, f"{file}: this is an Office document. Save its text as UTF-8, a table as CSV.")
    elif not readings:
        whole.add_fault(file, None, f"{file}: a zip with no file in it that is read. Expected {suffixes_read()}.")
    elif passed_over:
        shown = ", ".join(printable(name) for name in passed_over[:5]) + (" …" if len(passed_over) > 5 else "")
        whole.notice(file, None, f"{n_of(len(passed_over), 'file')} of other kinds passed over: {shown}.")
    return whole


def _in_zip(archive: Zip, folder: str, name: str) -> bytes | None:
    return archive.read(folder + name) if PurePath(name).name == name else None


def _faulty(file: str, message: str) -> Reading:
    reading = Reading()
    reading.add_fault(file, None, message)
    return reading
