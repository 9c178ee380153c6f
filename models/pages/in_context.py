"""A few words before and after a place in a text, on one line: where a phrase stands several times, they tell which."""

REACH = 30  # characters on either side


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after [start, end) in code points, cut between words where there is a space to cut at.

    >>> text = "The army said that members of the Shining Path fled the town of Uchiza at dawn."
    >>> around(text, 34, 46)
    ('… said that members of the ', ' fled the town of Uchiza at …')
    >>> around("Rockets fell.", 0, 7)
    ('', ' fell.')
    """
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if start > REACH:
        before = f"… {before.partition(' ')[2] or before}"
    if end + REACH < len(text):
        after = f"{after.rpartition(' ')[0] or after} …"
    return _on_one_line(before), _on_one_line(after)


def _on_one_line(piece: str) -> str:
    return "".join(" " if sign.isspace() else sign for sign in piece)
