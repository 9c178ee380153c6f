"""Counts as people say them."""


def n_of(n: int, thing: str, things: str = "") -> str:
    """A count with its unit; `things` where the plural is not `thing` with an s.

    >>> n_of(1, "document"), n_of(1200, "span"), n_of(2, "reply", "replies")
    ('1 document', '1,200 spans', '2 replies')
    """
    return f"{n:,} {thing if n == 1 else things or f'{thing}s'}"
