"""Which document and annotator a file in an export of INCEpTION stands for: annotation/DOCUMENT/ANNOTATOR.tsv."""

import re
from pathlib import PurePath

from exports.formats.jsonl_layers import NOBODY, is_name

IN_EXPORT = re.compile(r"(?:.*[/\\: ])?(annotation|curation)[/\\]([^/\\]+)[/\\]([^/\\]+)\.[A-Za-z]+", re.DOTALL)
INITIAL = "INITIAL_CAS"  # the document as it was before anybody worked on it
CURATION = "CURATION_USER"


def named_by(file: str, annotator: str | None) -> tuple[str, str, str]:
    """The id of the document, the author and the kind of the layer; `annotator`, where given, is the author.

    >>> named_by("export.zip/annotation/r1.txt/amal.tsv", None)
    ('r1.txt', 'amal', 'person')
    >>> named_by("r1.tsv", None)
    ('r1', 'import', 'import')
    """
    found = IN_EXPORT.fullmatch(file)
    document_id = found[2] if found else PurePath(file).stem
    if annotator is not None:
        return document_id, annotator, "person"
    if found and found[3] == CURATION:
        return document_id, CURATION, "gold"
    if found and found[3] != INITIAL and is_name(found[3]):
        return document_id, found[3], "person"
    return document_id, NOBODY, "import"
