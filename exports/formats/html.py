"""Saved web pages: the article of each is a document, named like the file."""

import re
from pathlib import PurePath

from exports.formats.document_ids import check_id
from exports.formats.html_charset import decode_page
from exports.formats.html_process import article_of
from exports.formats.reading import Beside, Reading, place, printable
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document, check_text
from labeling.core.errors import DocumentError, FileRefused
from labeling.core.scheme import Scheme

SUFFIXES = (".html", ".htm", ".xhtml")
MOST_CHARACTERS = 10_000_000  # of a page without the pictures in it
MOST_TAGS = 100_000
PAGE = re.compile(
    rb"\s*+(<\?xml[^>]{0,200}>\s*+)?(?>(?><!--.{0,2000}?-->)\s*+)*+<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
PICTURE = re.compile(r"\bdata:[\w.+/;=-]{0,200};base64,[A-Za-z0-9+/=%\s]*")


def looks_like(data: bytes, name: str) -> bool:
    """Whether a file that begins with these bytes is read here."""
    return PurePath(name).suffix.lower() in SUFFIXES or PAGE.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """The article of this page; its id is the file's name without folder and suffix."""
    reading = Reading()
    try:
        document = _read_document(data, file, reading)
    except (FileRefused, DocumentError) as refused:
        reading.add_fault(file, None, str(refused))
    else:
        reading.documents.append(AnnotatedDocument(document, where=place(file)))
    return reading


def _read_document(data: bytes, file: str, reading: Reading) -> Document:
    name = PurePath(file).name
    if not data:
        raise FileRefused(f"{file}: the file is empty (0 bytes), perhaps a failed download. Remove it or fill it in.")
    document_id = PurePath(name).stem
    check_id(document_id, where=file)
    markup, said = decode_page(data, file=file)
    if said:
        reading.notice(file, None, said)
    markup = PICTURE.sub("", markup)
    if len(markup) > MOST_CHARACTERS:
        raise FileRefused(
            f"{file}: a page of {len(markup):,} characters; at most {MOST_CHARACTERS:,} (MOST_CHARACTERS). "
            "Save its text."
        )
    n_tags = markup.count("<")
    if n_tags > MOST_TAGS:
        raise FileRefused(f"{file}: a page of {n_tags:,} tags; at most {MOST_TAGS:,} (MOST_TAGS). Save its text.")
    found = article_of(markup, where=file)
    text = found.pop("text")
    if text is None or not any(map(str.isalpha, text)):
        raise FileRefused(f"{file}: no article text found in this page. Save its text as .txt, or leave the file out.")
    check_text(text, where=file)
    return Document(document_id, text, meta={"file": printable(name)}, **found)
