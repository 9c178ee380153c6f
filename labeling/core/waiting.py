"""How long somebody who missed at the door waits before the next try."""

from labeling.core.plural import n_of

FREE = 5  # misses of one name
FREE_OF_ADDRESS = 20  # a team behind one proxy or router has one address
FIRST_WAIT, LONGEST_WAIT = 15, 15 * 60  # seconds


def seconds_to_wait(n_misses: int, ago: float, *, free: int = FREE) -> float:
    """Seconds that are left of the wait after `n_misses`, the last of them `ago` seconds ago; it doubles with each.

    >>> seconds_to_wait(4, 0), seconds_to_wait(5, 0), seconds_to_wait(6, 10), seconds_to_wait(50, 0)
    (0.0, 15, 20, 900)
    """
    if n_misses < free:
        return 0.0
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(n_misses - free, 30))
    return max(0.0, wait - ago)


def in_words(seconds: float) -> str:
    """
    >>> in_words(0.2), in_words(59.5), in_words(61)
    ('1 second', '1 minute', '2 minutes')
    """
    n, unit = (int(-(-seconds // 1)), "second") if seconds <= 59 else (int(-(-seconds // 60)), "minute")
    return n_of(max(n, 1), unit)
