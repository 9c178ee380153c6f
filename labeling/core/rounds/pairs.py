"""Every pair of people once, in an order whose beginnings are all even."""

from collections.abc import Iterator


def evenly_ordered_pairs(n: int) -> Iterator[tuple[int, int]]:
    """All pairs of the numbers 0 to n - 1; after each of them, how often two numbers came differs by at most one.

    An even n is a tournament of rounds in which everybody plays (the circle method); for an odd n the pairs are
    rings through all numbers (Walecki's), of which every second pair is taken, twice around.

    >>> list(evenly_ordered_pairs(4))
    [(3, 0), (1, 2), (3, 1), (2, 0), (3, 2), (0, 1)]
    """
    if n % 2:
        for ring in _rings(n):
            yield from ((ring[place % n], ring[(place + 1) % n]) for place in range(0, 2 * n, 2))
        return
    m = n - 1
    for turn in range(m):
        yield m, turn
        yield from (((turn + step) % m, (turn - step) % m) for step in range(1, n // 2))


def _rings(n: int) -> Iterator[list[int]]:
    """Rings through all of 0 to n - 1, n odd, that together hold each pair once."""
    m = n - 1
    for turn in range(m // 2):
        zigzag = [(turn + (step + 1) // 2 * (1 if step % 2 else -1)) % m for step in range(m)]
        yield [m, *zigzag]
