"""Bytes to text: UTF-8 or nothing, never a guess; a refusal says what the bytes look like."""

from labeling.core.errors import FileRefused

BOM = b"\xef\xbb\xbf"
SIGNATURES = {  # the first bytes of files that are no text -> what to say
    b"%PDF-": "a PDF renamed. Save its text as UTF-8 (pdftotext does)",
    b"PK\x03\x04": "a zip archive or an Office document (.docx, .xlsx). Unpack it, or save its text as UTF-8",
    b"PK\x05\x06": "an empty zip archive. Load the files themselves",
    b"\x1f\x8b": "gzip. Unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Office document (.doc, .xls). Save its text as UTF-8",
    b"{\\rtf": "RTF. Save it as plain text, UTF-8",
    b"SQLite format 3\0": "an SQLite database. A project of Sitrep is taken in by `sitrep merge`, another one exported",
    b"\x89PNG": "an image. There is no text in it to load",
    b"\xff\xd8\xff": "an image. There is no text in it to load",
    b"\xff\xfe\0\0": "UTF-32. Save it as UTF-8",
    b"\0\0\xfe\xff": "UTF-32. Save it as UTF-8",
    b"\xff\xfe": "UTF-16 (PowerShell's > and Notepad's “Unicode” write it). Save it as UTF-8",
    b"\xfe\xff": "UTF-16. Save it as UTF-8",
}


def decode(data: bytes, *, file: str) -> str:
    """The text of a whole file: strict UTF-8, a byte order mark at the very start dropped, every line end kept."""
    check_signature(data, file=file)
    return decode_part(data.removeprefix(BOM), file=file)


def known_kind(data: bytes) -> str | None:
    """What a file that begins with these bytes looks like, and what to do; None: not known, or perhaps text."""
    return next((said for signature, said in SIGNATURES.items() if data.startswith(signature)), None)


def check_signature(data: bytes, *, file: str) -> None:
    """Raise FileRefused if the first bytes are those of something else than UTF-8 text."""
    if kind := known_kind(data):
        raise FileRefused(f"{file}, line 1: this is not UTF-8 text but looks like {kind}.")
    start = data[:200]
    if len(start) >= 4 and start.count(0) >= len(start) // 3:
        raise FileRefused(f"{file}, line 1: this looks like UTF-16 without a mark. Save it as UTF-8.")


def decode_part(data: bytes, *, file: str, line: int = 1) -> str:
    """The text of `data`, which begins at `line` of the file; FileRefused names byte, line and column."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileRefused(_not_utf8(data, error.start, file, line)) from None
    if "\0" in text:
        line, column = _line_and_column(text[: text.index("\0")], line)
        raise FileRefused(
            f"{file}, line {line}, column {column}: a NUL character (byte 0x00), which databases and CSV cut off. "
            "Remove it."
        )
    return text


def _not_utf8(data: bytes, at: int, file: str, line: int) -> str:
    line, column = _line_and_column(data[:at].decode("utf-8"), line)
    byte = data[at]
    meant = bytes([byte]).decode("cp1252", errors="replace")
    hint = f" In Latin-1 or Windows-1252 it would be {meant!r}." if meant.isprintable() and meant != "\ufffd" else ""
    return (
        f"{file}, line {line}, column {column}: byte 0x{byte:02X} is not UTF-8.{hint} "
        "Nothing is guessed: save the file as UTF-8."
    )


def _line_and_column(before: str, first_line: int) -> tuple[int, int]:
    """Where the character after `before` is; both count from 1."""
    return first_line + before.count("\n"), len(before) - before.rfind("\n")
