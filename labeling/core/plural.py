"""Counts as people say them."""

import re

# Words after which nothing is the thing that is counted.
LINKS = "of|in|without|that|whose|between|outside|inside|given|with|the|which|at|overlapping|exported"
HEAD = re.compile(rf"[^,(]*?(?=,| \(| (?:{LINKS})\b|$)")
END = re.compile(r"(?:ies|(ch|ss)es|s)$")
VERBS = {"are": "is", "do": "does", "say": "says", "differ": "differs", "mark": "marks"}
CLAUSE = re.compile(rf"\bthat ({'|'.join(VERBS)})\b")


def n_of(n: int, thing: str, things: str = "") -> str:
    """A count with its unit; `things` where the plural is not `thing` with an s.

    >>> n_of(1, "document"), n_of(1200, "span"), n_of(2, "reply", "replies")
    ('1 document', '1,200 spans', '2 replies')
    """
    return f"{n:,} {thing if n == 1 else things or f'{thing}s'}"


def n_of_kind(n: int, kind: str) -> str:
    """A count of what is named by a plural with more behind it.

    >>> n_of_kind(1, "stretches of background"), n_of_kind(2, "spans of blanks alone")
    ('1 stretch of background', '2 spans of blanks alone')
    >>> n_of_kind(1, "denied document labels"), n_of_kind(1, "structures that mark nothing")
    ('1 denied document label', '1 structure that marks nothing')
    >>> n_of_kind(1, "dependencies"), n_of_kind(1, "rectanglelabels results"), n_of_kind(1, "spans of REBELS (dropped)")
    ('1 dependency', '1 rectanglelabels result', '1 span of REBELS (dropped)')
    """
    if n != 1:
        return f"{n:,} {kind}"
    head = HEAD.match(kind)[0]
    one = END.sub(lambda end: "y" if end[0] == "ies" else end[1] or "", head)
    return f"1 {one}" + CLAUSE.sub(lambda clause: f"that {VERBS[clause[1]]}", kind[len(head) :])
