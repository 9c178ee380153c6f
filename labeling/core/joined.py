"""Names that belong together, because each is tied to the next."""

from typing import Generic, TypeVar

Name = TypeVar("Name")  # anything that sorts and hashes


class Joined(Generic[Name]):
    """Groups of names. A group is called by its smallest name, so it does not matter in which order it was joined.

    >>> joined = Joined()
    >>> joined.join("b", "c")
    >>> joined.join("c", "a")
    >>> joined.of("b"), joined.of("z")
    ('a', 'z')
    """

    def __init__(self) -> None:
        self.nearer: dict[Name, Name] = {}  # a name to a smaller one of its group

    def join(self, one: Name, other: Name) -> None:
        smaller, larger = sorted((self.of(one), self.of(other)))
        if smaller != larger:
            self.nearer[larger] = smaller

    def of(self, name: Name) -> Name:
        """The smallest name of the group that this one is in; itself where it was never joined."""
        smallest = name
        while smallest in self.nearer:
            smallest = self.nearer[smallest]
        while name != smallest:  # the next time the way is short
            self.nearer[name], name = smallest, self.nearer[name]
        return smallest
