"""Plain text: one file is one document, named like the file."""

from pathlib import PurePath

from exports.formats.decoding import decode
from exports.formats.document_ids import check_id
from exports.formats.reading import Beside, Reading, place, printable
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document, check_text, title_of
from labeling.core.errors import DocumentError, FileRefused
from labeling.core.scheme import Scheme


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """The one document of this file; its id is the file's name without folder and suffix."""
    reading = Reading()
    try:
        document = read_document(data, file)
    except (FileRefused, DocumentError) as refused:
        reading.add_fault(file, None, str(refused))
    else:
        reading.documents.append(AnnotatedDocument(document, where=place(file)))
    return reading


def read_document(data: bytes, file: str) -> Document:
    """The text of this file as a document; FileRefused or DocumentError says why not."""
    name = PurePath(file).name
    if not data:
        raise FileRefused(f"{file}: the file is empty (0 bytes), perhaps a failed download. Remove it or fill it in.")
    text = decode(data, file=file)
    check_text(text, where=place(file, 1))
    document_id = PurePath(name).stem
    check_id(document_id, where=file)
    return Document(document_id, text, title=title_of(text), meta={"file": printable(name)})
