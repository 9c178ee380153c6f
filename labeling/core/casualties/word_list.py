"""Word lists, written as they are read best."""


def listed(words: str) -> frozenset[str]:
    """
    >>> sorted(listed("dead wounded"))
    ['dead', 'wounded']
    """
    return frozenset(words.split())
