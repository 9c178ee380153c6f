"""How far a training is: told often, for what somebody asks for meanwhile is done between two words."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

BATCH = 20  # texts between two words
Progress = Callable[[float, str], object]  # the share that is done of the whole, and what is done now
Tell = Callable[[float], object]  # the share that is done of a part
Item = TypeVar("Item")


def part_of(tell: Tell, number: int, n_parts: int) -> Tell:
    """What tells of one of several equal parts, from 0 on.

    >>> part_of(print, 1, 4)(0.5)
    0.375
    """
    return lambda share: tell((number + share) / n_parts)


def followed(items: Sequence[Item], tell: Tell) -> Iterator[Item]:
    """The items one after another, with a word before every BATCH of them."""
    for number, item in enumerate(items):
        if number % BATCH == 0:
            tell(number / len(items))
        yield item
