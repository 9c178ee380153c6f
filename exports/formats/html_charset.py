"""The characters of a page of HTML: by its byte order mark or by what it declares, else UTF-8; never a guess."""

import codecs
import re

from exports.formats.decoding import BOM, check_signature, decode_part
from labeling.core.errors import FileRefused

DECLARED_WITHIN = 65_536  # bytes; browsers look at 1,024
MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]+)|<meta\b[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.-]+)",
    re.IGNORECASE,
)
SINGLE_BYTE = {  # names that pages give -> Python's; the web's standard says what browsers read by each
    **dict.fromkeys(("windows-1252", "cp1252", "iso-8859-1", "latin1", "l1", "us-ascii", "ascii"), "cp1252"),
    **{f"windows-{number}": f"cp{number}" for number in (874, *range(1250, 1259))},
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{name: name for name in ("koi8-r", "koi8-u", "iso-8859-8-i")},
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    "iso-8859-9": "cp1254",
    "ibm866": "cp866",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}
SEVERAL_BYTES = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **{name: name for name in ("euc-jp", "iso-2022-jp")},
}
UTF8 = ("utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "unicode")  # what can be read up to here is no UTF-16


def decode_page(data: bytes, *, file: str) -> tuple[str, str | None]:
    """The page's characters, and what must be said of how they were found.

    FileRefused where the page declares a character set that its bytes are not, or that is not known, and where it
    declares none and is not UTF-8.
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding, "UTF-16, as its first bytes say", file), None
    check_signature(data, file=file)
    declared = declared_charset(data)
    if data.startswith(BOM) or declared is None or declared in UTF8:
        return _utf8(data, declared, file), None
    encoding = SINGLE_BYTE.get(declared) or SEVERAL_BYTES.get(declared)
    if declared in SINGLE_BYTE and _is_more_than_ascii(data):
        return decode_part(data, file=file), f"the page declares {declared}, but is UTF-8, and is read as that."
    if encoding is None:
        raise FileRefused(
            f"{file}: the page declares the character set {declared!r}, which is not known. Save it as UTF-8."
        )
    return _decoded(data, encoding, f"{declared}, as it declares", file), None


def declared_charset(data: bytes) -> str | None:
    """The name that the page itself gives, in small letters.

    >>> declared_charset(b'<!-- <meta charset="x"> --><META content="text/html; charset=KOI8-R">')
    'koi8-r'
    """
    found = DECLARED.search(COMMENT.sub(b"", data[:DECLARED_WITHIN]))
    return (found[1] or found[2]).decode("ascii", "replace").lower() if found else None


def _utf8(data: bytes, declared: str | None, file: str) -> str:
    try:
        return decode_part(data.removeprefix(BOM), file=file)
    except FileRefused as refused:
        if declared is None and not data.startswith(BOM):
            raise FileRefused(f"{refused} The page does not declare its character set.") from None
        raise


def _is_more_than_ascii(data: bytes) -> bool:
    """Whether this is UTF-8 with characters of several bytes in it, which no other text is by chance."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _decoded(data: bytes, encoding: str, why: str, file: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileRefused(
            f"{file}, line {line}: byte 0x{data[error.start]:02X} is not {why}. Nothing is guessed: save it as UTF-8."
        ) from None
    if "\0" in text:
        raise FileRefused(f"{file}: the page holds a NUL character. Remove it.")
    return text
