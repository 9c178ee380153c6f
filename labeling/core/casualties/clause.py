"""Which event of a sentence speaks of the people under a mark: the nearest that governs them, or none."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from labeling.core.casualties.events import Event, events
from labeling.core.casualties.number_words import Quantity, quantity
from labeling.core.casualties.sentence import Sentence
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import ADVERBS, AUXILIARIES, BE, KILLED

# A clause with a verb of its own begins at these.
WALLS = listed(
    """; when after before while because although though if but whereas until since where whether said says told
    saying adding added reported claimed denied announced confirmed put hosting"""
)
GOING_ON = (("all",), ("both",), ("they",), ("most",))  # "the victims were named; all had died"
PARTICIPLES = listed(
    """stationed based deployed trapped caught posted assigned attached named called identified armed unarmed
    retired uniformed masked detained employed married aged suspected hired disguised needed received
    required sustained suffered"""
)
IRREGULAR = listed("made fled took gave went came saw held fell hit struck drove ran threw blew")
SUFFERED = listed("with of as had has have escaped got")
PARTS = listed("including among whom which included include includes")
PREPOSITIONS = ("of", "by", "near", "at", "from", "against")
NEAR = 2  # events looked at on each side
FAR = 40  # words between people and their event
ELLIPSIS = 20  # "five were killed in Taji and two in Balad": only where nothing else speaks


@dataclass(frozen=True)
class Clause:
    """A sentence and its events.

    What lies between two words is counted as the difference of two running sums, so that a text
    of nothing but numbers and verbs takes no longer than another.
    """

    sentence: Sentence

    @cached_property
    def words(self) -> tuple[str, ...]:
        return self.sentence.words

    @cached_property
    def events(self) -> list[Event]:
        return events(self.sentence)

    @cached_property
    def quantities(self) -> list[Quantity | None]:
        """The quantity that begins at each word."""
        return [quantity(self.words, k) for k in range(len(self.words))]

    def at(self, first: int) -> Event | None:
        """The event that begins at word `first`."""
        k = bisect_left(self._firsts, first)
        return self.events[k] if k < len(self.events) and self.events[k].first == first else None

    def ending(self, after: int) -> Event | None:
        """The event that ends just before word `after`."""
        k = bisect_left(self._firsts, after)
        return self.events[k - 1] if k and self.events[k - 1].after == after else None

    def inside(self, first: int, after: int) -> list[Event]:
        """The events that lie in words `first`..`after`."""
        found = self.events[bisect_left(self._firsts, first) : bisect_left(self._firsts, after)]
        return [event for event in found if event.after <= after]

    def governing(self, first: int, after: int, *, strict: bool = False, part: bool = False) -> Event | None:
        """The event of the people at words `first`..`after`.

        strict: none that is only likely. part: what befell those whose part they are befell them.
        """
        cut, behind = bisect_left(self._firsts, first), bisect_left(self._firsts, after)
        subject = self.words[after : after + 1] and self.words[after] in AUXILIARIES
        costs = []
        for event in self.events[max(0, cut - NEAR) : cut]:
            gap = first - event.after
            costs.append((gap if part else self._cost_left(event, first, strict, bool(subject)), event))
        for event in self.events[behind : behind + NEAR]:
            costs.append((self._cost_right(event, first, after, strict), event))
        costs = [row for row in costs if row[0] is not None]
        nearest = min(costs, key=lambda row: row[0])[1] if costs else None
        return nearest and (self._later_death(nearest, after) or nearest)

    def _cost_left(self, event: Event, first: int, strict: bool, subject: bool) -> float | None:
        """How far `event` is from governing people to its right, at word `first`; None: it does not.

        subject: an auxiliary follows them, so that they are no object.
        """
        gap, words = first - event.after, self.words[event.after : min(first, event.after + FAR)]
        if not 0 <= gap < FAR:
            return None
        if any(word in PARTS for word in words[-3:]):
            return gap
        verbs, walls = _between(self._verbs, event.after, first), _between(self._walls, event.after, first)
        if event.toll:
            return None if walls else gap / 2
        if event.people and (verbs or any(word.startswith("includ") or word == ":" for word in words)):
            return gap
        if walls or verbs or "that" in words:
            return None
        if event.noun:
            return gap if event.right else None
        if subject or (strict and _between(self._unknown_verbs, event.after, first)):
            return None
        if event.right:
            return gap
        return gap + ELLIPSIS if not strict and event.left and "and" in words else None

    def _cost_right(self, event: Event, first: int, after: int, strict: bool) -> float | None:
        """How far `event` is from governing people to its left, words `first`..`after`; None: it does not."""
        gap = event.first - after
        if not event.left or gap > FAR or _between(self._walls, after, event.first):
            return None
        words = self.words[after : event.first]
        if event.people:
            return gap if not words or words[0] in BE or "among" in words else None
        if (
            event.noun
            and words
            and not any(word in SUFFERED or word.startswith(("suf", "sust", "rec")) for word in words)
        ):
            return None
        if strict and _between(self._subjects, after, event.first):
            return None
        if strict and words and words[0] in AUXILIARIES and first and self.words[first - 1] in PREPOSITIONS:
            return None  # "the car of a citizen was harmed"
        if strict and not event.noun and _between(self._unknown_verbs, after, event.first):
            return None
        if words and words[0] in AUXILIARIES and all(word in AUXILIARIES or word in ADVERBS for word in words):
            return 0.5
        return gap + 3 * _between(self._commas, after, event.first)

    def _later_death(self, event: Event, after: int) -> Event | None:
        """Whoever was "wounded in Balad" and then "died on Friday", without a new subject, died."""
        k = bisect_left(self._firsts, event.after)
        if event.first < after or event.outcome == KILLED or event.passive or k == len(self.events):
            return None
        later = self.events[k]
        between = {"and", ",", "but"} & set(self.words[event.after : later.first])
        if between or self.words[later.first] not in ("died", "dies", "succumbed"):
            return None
        own = _between(self._walls, event.after, later.first) or _between(self._subjects, event.after, later.first)
        return None if own else later

    @cached_property
    def _firsts(self) -> list[int]:
        return [event.first for event in self.events]

    @cached_property
    def _walls(self) -> list[int]:
        words = self.words
        return _sums(
            word in WALLS and (word != ";" or words[i + 1 : i + 2] not in GOING_ON) for i, word in enumerate(words)
        )

    @cached_property
    def _verbs(self) -> list[int]:
        return _sums(word in AUXILIARIES for word in self.words)

    @cached_property
    def _unknown_verbs(self) -> list[int]:
        known = PARTICIPLES | ADVERBS | {self.words[event.first] for event in self.events}
        return _sums(
            (word.endswith("ed") and word not in known and "-" not in word) or word in IRREGULAR for word in self.words
        )

    @cached_property
    def _subjects(self) -> list[int]:
        """Counts of other people that begin a clause; those in a list or in brackets do not."""
        joints = ("and", ",", "including", "aged")
        pairs = enumerate(self.quantities)
        return _sums(k > 0 and found is not None and self.words[k - 1] not in joints for k, found in pairs)

    @cached_property
    def _commas(self) -> list[int]:
        return _sums(word in (",", "(", ")", "—", "–", ":") for word in self.words)


def _sums(marks: Iterable[bool]) -> list[int]:
    return list(accumulate(marks, initial=0))


def _between(sums: list[int], start: int, end: int) -> int:
    return sums[end] - sums[start]
