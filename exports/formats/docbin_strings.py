"""The strings of a DocBin, which its tokens and spans name by number."""

from collections.abc import Iterable

from labeling.core.errors import FileRefused


class Strings:
    """`strings[number]` is the string; 0 is "". FileRefused for a number that stands for none."""

    def __init__(self, strings: Iterable[str]) -> None:
        from spacy.strings import StringStore  # knows spaCy's hash, and the symbols that have numbers of their own

        self._store = StringStore()
        self._by_number = {self._store.add(string): string for string in strings}

    def __getitem__(self, number: int) -> str:
        found = self._by_number.get(number)
        return self._other(number) if found is None else found

    def _other(self, number: int) -> str:
        try:
            return self._store[number]
        except KeyError:
            raise FileRefused(f"it names a string ({number}) that is not in the file") from None
