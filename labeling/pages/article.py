"""Where an article is read again, with one's own marks."""

from urllib.parse import quote


def article(document_id: str) -> str:
    """Its address in the application."""
    return f"/annotate?document={quote(document_id, safe='')}"
