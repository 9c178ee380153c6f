"""Which event of a sentence speaks of the people under a span: the nearest that governs them, or none."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from labeling.core.casualty_events import ADVERBS, BE, HAVE, KILLED, Event, events
from labeling.core.number_words import Quantity, quantity
from labeling.core.sentence import Sentence
from labeling.core.word_list import listed

# A clause of its own begins at these, with its own verb.
WALLS = listed(
    """; when after before while because although though if but whereas until since where whether said says told
    saying adding added reported claimed denied announced confirmed put hosting"""
)
PARTICIPLES = listed(
    """stationed based deployed trapped caught posted assigned attached named called identified armed unarmed retired
    uniformed masked detained employed married aged suspected hired disguised"""
)
SUBSET = frozenset({"including", "among", "whom", "which", "included", "include", "includes"})
NEAR = 3  # events looked at on each side
FAR = 40  # words between a span and its event
ELLIPSIS = 20  # "five were killed in Taji and two in Balad": possible, if nothing else speaks


@dataclass(frozen=True)
class Clause:
    """A sentence with its events; how many walls and such lie between two words is a difference of two sums."""

    sentence: Sentence

    @property
    def words(self) -> tuple[str, ...]:
        return self.sentence.words

    @cached_property
    def events(self) -> list[Event]:
        return events(self.sentence.words, self.sentence.capital)

    @cached_property
    def _firsts(self) -> list[int]:
        return [event.first for event in self.events]

    @cached_property
    def _walls(self) -> list[int]:
        going_on = ("all", "both", "they", "most")  # "the victims were named; all had died"
        return _sums(
            word in WALLS and (word != ";" or self.words[i + 1 : i + 2] not in [(more,) for more in going_on])
            for i, word in enumerate(self.words)
        )

    @cached_property
    def _verbs(self) -> list[int]:
        return _sums(word in BE or word in HAVE for word in self.words)

    @cached_property
    def _unknown_verbs(self) -> list[int]:
        event_words = {i for event in self.events for i in range(event.first, event.after)}
        return _sums(
            word.endswith("ed")
            and i not in event_words
            and word not in PARTICIPLES
            and word not in ADVERBS
            and "-" not in word
            for i, word in enumerate(self.words)
        )

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

    @cached_property
    def _subjects(self) -> list[int]:
        """Counts of others that begin a clause of their own; those in a list or in brackets do not."""
        joints = ("and", ",", "including", "aged")
        return _sums(
            k > 0 and self.words[k - 1] not in joints and found is not None for k, found in enumerate(self.quantities)
        )

    @cached_property
    def _commas(self) -> list[int]:
        return _sums(word in (",", "(", ")", "—", "–", ":") for word in self.words)

    def inside(self, first: int, after: int) -> list[Event]:
        return [e for e in self.events[bisect_left(self._firsts, first) :][: after - first] if e.after <= after]

    def governing(self, first: int, after: int, *, strict: bool = False, subset: bool = False) -> Event | None:
        """The event of the people at words `first`..`after`.

        strict: none that is only likely. subset: what befell those they are part of befell them.
        """
        cut = bisect_left(self._firsts, first)
        costs = [
            (first - e.after if subset else self._cost_left(e, first, strict), e)
            for e in self.events[max(0, cut - NEAR) : cut]
            if e.after <= first
        ]
        behind = bisect_left(self._firsts, after)
        costs += [(self._cost_right(e, first, after, strict), e) for e in self.events[behind : behind + NEAR]]
        costs = [(cost, e) for cost, e in costs if cost is not None]
        if not costs:
            return None
        nearest = min(costs, key=lambda row: row[0])[1]
        return self._later_death(nearest, after) or nearest

    def _later_death(self, event: Event, after: int) -> Event | None:
        """ "A soldier wounded in Balad died on Friday": he died."""
        if event.first < after or event.outcome == KILLED or event.passive:
            return None
        for later in self.events[bisect_left(self._firsts, event.after) :][:1]:
            own = (
                self._walls[later.first] - self._walls[event.after]
                or self._subjects[later.first] - self._subjects[event.after]
            )
            joined = {"and", ",", "but"} & set(self.words[event.after : later.first])
            if self.words[later.first] in ("died", "succumbed", "dies") and not own and not joined:
                return later
        return None

    def _cost_left(self, event: Event, first: int, strict: bool) -> float | None:
        """How far `event`, left of a span that starts at word `first`, is from governing it."""
        gap = first - event.after
        if gap > FAR:
            return None
        words = self.words[event.after : first]
        verbs = self._verbs[first] - self._verbs[event.after]
        walls = self._walls[first] - self._walls[event.after]
        if SUBSET & set(words[-3:]):
            return gap
        if event.toll:
            return gap / 2 if not walls else None
        if event.people and (verbs or any(word.startswith("includ") or word == ":" for word in words)):
            return gap
        if event.noun and event.right and not walls and not verbs:
            return gap
        if walls or (strict and self._unknown_verbs[first] - self._unknown_verbs[event.after]):
            return None
        if event.right and not event.noun and not verbs:
            return gap
        if not strict and event.left and not verbs and words and "and" in words:
            return gap + ELLIPSIS
        return None

    def _cost_right(self, event: Event, first: int, after: int, strict: bool) -> float | None:
        """How far `event`, right of a span that ends before word `after`, is from governing it."""
        gap = event.first - after
        if not event.left or gap > FAR:
            return None
        words = self.words[after : event.first]
        walls = self._walls[event.first] - self._walls[after]
        if walls:
            return None
        if event.noun and not event.people and gap and not _suffered(words):
            return None
        if event.people and words and words[0] not in BE and "among" not in words:
            return None
        if strict and self._unknown_verbs[event.first] - self._unknown_verbs[after] and not event.noun:
            return None
        if strict and self._subjects[event.first] - self._subjects[after]:
            return None
        own_subject = 3 * (self._commas[event.first] - self._commas[after])
        if words and words[0] in BE | HAVE:
            return 0.5
        return gap + own_subject


def _suffered(words: tuple[str, ...]) -> bool:
    return any(
        word.startswith(("suffer", "sustain", "receiv", "treat"))
        or word in ("with", "of", "had", "has", "have", "escaped", "got")
        for word in words
    )


def _sums(marks) -> list[int]:
    total, sums = 0, [0]
    for mark in marks:
        total += mark
        sums.append(total)
    return sums
