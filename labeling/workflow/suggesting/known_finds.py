"""What is known in each text without anybody's marks, kept from one learning of the dictionary to the next."""

from array import array
from collections.abc import Iterator

from labeling.core.suggesting.dictionary import Found, source_key
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.suggesting import known_finds
from labeling.core.words import Words


class KnownFinds:
    """Finding them takes two thirds of learning, and gives the same for the same text and gazetteer.

    They are kept as numbers, about a kilobyte for each document.
    """

    def __init__(self) -> None:
        self.gazetteer_id = ""
        self.by_document: dict[str, tuple[int, array]] = {}  # hash of the text; start, end, number of the name …
        self.names: list[tuple[str, str]] = []  # … (label, key)
        self.numbers: dict[tuple[str, str], int] = {}

    def finds(self, document_id: str, text: str, words: Words, gazetteer: Gazetteer) -> Iterator[Found]:
        """Finds under the key of their words, and under that of their source as a whole; `words`: of this text."""
        if self.gazetteer_id != gazetteer.id:
            self.gazetteer_id, self.by_document = gazetteer.id, {}
        told, numbers = self.by_document.get(document_id, (0, None))
        if numbers is None or told != hash(text):
            numbers = array("L", self._found(text, words, gazetteer))
            self.by_document[document_id] = hash(text), numbers
        for start, end, number in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            yield start, end, *self.names[number]

    def _found(self, text: str, words: Words, gazetteer: Gazetteer) -> Iterator[int]:
        for first, end, label, source in known_finds(text, words, gazetteer):
            for key in (words.key(first, end), source_key(source)):
                yield from (words.starts[first], words.ends[end - 1], self._number(label, key))

    def _number(self, label: str, key: str) -> int:
        number = self.numbers.setdefault((label, key), len(self.names))
        if number == len(self.names):
            self.names.append((label, key))
        return number
