"""What may name a document."""

import unicodedata

from labeling.core.errors import DocumentError

MOST_CHARACTERS = 200
CONTROL = ("Cc", "Cs")  # line ends, NUL and their like; halves of surrogate pairs


def check_id(document_id: str, *, where: str) -> None:
    """Raise DocumentError unless this can stand in a link, a list and a message."""
    if not document_id.strip():
        raise DocumentError(f"{where}: the id is empty. Give one, or leave `id` out: it is made from the text then.")
    if len(document_id) > MOST_CHARACTERS:
        raise DocumentError(
            f"{where}: the id has {len(document_id):,} characters; at most {MOST_CHARACTERS} are allowed."
        )
    if any(unicodedata.category(character) in CONTROL for character in document_id):
        raise DocumentError(f"{where}: the id {document_id!a} holds a control character. Remove it.")
