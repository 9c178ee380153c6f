"""Where the application shows a document."""

from urllib.parse import quote


def document_address(document_id: str, page: str = "annotate") -> str:
    """Its address on a page: the one it is annotated on, with one's own marks, or another that takes a document.

    >>> document_address("a/b c"), document_address("d1", "history")
    ('/annotate?document=a%2Fb%20c', '/history?document=d1')
    """
    return f"/{page}?document={quote(document_id, safe='')}"
