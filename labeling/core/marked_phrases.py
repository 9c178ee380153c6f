"""What people marked, by its words: the same words in another case or spacing are one phrase."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from labeling.core.words import key_of


@dataclass(slots=True)
class MarkedPhrase:
    """Words that were marked. `quotes` and `labels` count spans: by how the words are written, and by label."""

    key: str
    quotes: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)

    @property
    def n_spans(self) -> int:
        return self.labels.total()

    @property
    def quote(self) -> str:
        """How it is written most often."""
        return self.quotes.most_common(1)[0][0]


def marked_phrases(counts: Iterable[tuple[str, str, int]]) -> list[MarkedPhrase]:
    """(quote, label, number of spans) as phrases, the most marked first.

    >>> [found] = marked_phrases([("Camp Taji", "BASE", 3), ("CAMP TAJI", "BASE", 1), ("camp Taji", "ACTOR", 1)])
    >>> found.quote, found.n_spans, dict(found.labels)
    ('Camp Taji', 5, {'BASE': 4, 'ACTOR': 1})
    """
    phrases: dict[str, MarkedPhrase] = {}
    for quote, label, n in counts:
        key = phrase_key(quote)
        phrase = phrases.setdefault(key, MarkedPhrase(key))
        phrase.quotes[quote] += n
        phrase.labels[label] += n
    return sorted(phrases.values(), key=lambda phrase: (-phrase.n_spans, phrase.key))


def phrase_key(words: str) -> str:
    """What marked words are compared by: case, apostrophes, dashes and spaces folded.

    >>> phrase_key("Iraq’s  AIR Force") == phrase_key("Iraq's air force")
    True
    """
    return key_of(words).lower()
