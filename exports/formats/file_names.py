"""A file name for each document, made of its id."""

import hashlib
import re

MOST_BYTES = 200  # file systems take 255, and a suffix comes after it
UNSAFE = re.compile(r'[/\\:*?"<>|%\x00-\x1f\x7f]|^\.|[. ]$')  # what some file system or shell does not take


def file_name_of(document_id: str) -> str:
    """The id itself where every file system takes it; other characters as %2F, the rest of a long one as a hash.

    Two ids never share a name.

    >>> file_name_of("news/2022 r1")
    'news%2F2022 r1'
    """
    name = UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", document_id)
    if len(name.encode("utf-8")) <= MOST_BYTES:
        return name
    digest = hashlib.sha256(document_id.encode("utf-8")).hexdigest()[:16]
    return name.encode("utf-8")[: MOST_BYTES - 20].decode("utf-8", "ignore") + f"%%{digest}"
