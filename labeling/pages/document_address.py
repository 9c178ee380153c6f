"""Where the application shows a document."""

from urllib.parse import quote


def document_address(document_id: str, page: str = "annotate", *, at: tuple[int, int] | None = None) -> str:
    """Its address on a page: the one it is annotated on, with one's own marks, or another that takes a document.

    `at`: start and end of what of it to show first, in code points; the page Annotate selects that.

    >>> document_address("a/b c"), document_address("d1", "history")
    ('/annotate?document=a%2Fb%20c', '/history?document=d1')
    >>> document_address("d1", at=(12, 21))
    '/annotate?document=d1&at=12-21'
    """
    place = f"&at={at[0]}-{at[1]}" if at else ""
    return f"/{page}?document={quote(document_id, safe='')}{place}"
