"""A span as other tools write one: [start, end, label], or an object with these keys."""

from labeling.core.errors import FileRefused


def offsets_in(one: object, *, where: str) -> tuple[object, object, object]:
    """Start, end and label as they stand, unchecked; FileRefused for what is neither a list nor an object.

    >>> offsets_in([0, 4, "BASE"], where="line 1")
    (0, 4, 'BASE')
    """
    if isinstance(one, dict):
        return one.get("start"), one.get("end"), one.get("label")
    if isinstance(one, list) and len(one) >= 3:
        return one[0], one[1], one[2]
    raise FileRefused(f"{where}: a span is {repr(one)[:60]}; expected [start, end, label].")
