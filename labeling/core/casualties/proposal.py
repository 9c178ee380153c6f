"""What the parser proposes for one mark."""

from dataclasses import dataclass, replace

from labeling.core.casualties.clause import Clause
from labeling.core.casualties.count import count
from labeling.core.casualties.counted_before import is_repeat, is_subset
from labeling.core.casualties.finder import find_casualties
from labeling.core.casualties.none import begins_with_negation, denies, is_unknown
from labeling.core.casualties.sentence import sentence_around
from labeling.core.casualties.words import AUXILIARIES, KILLED, NONE, WOUNDED

HEADLINE = 200  # code points: a longer first line is a paragraph


@dataclass(frozen=True, slots=True)
class Casualty:
    """What a mark says of people; where `outcome` is None, nothing is proposed.

    outcome: "killed", "wounded", "none" or "unspecified".
    min, max: whole numbers. `min` None: no number is said; `max` None: open ("at least two", "dozens").
    is_subset: part of a count before it; is_repeat: a later mention of people counted already.
    """

    outcome: str | None
    min: int | None
    max: int | None
    is_subset: bool = False
    is_repeat: bool = False


NOTHING = Casualty(None, None, None)


def propose(text: str, start: int, end: int) -> Casualty:
    """What the sentence around `start`..`end` (code points, end exclusive) says of the people marked there.

    >>> text = "The blast killed two and wounded at least 12."
    >>> propose(text, 17, 20)
    Casualty(outcome='killed', min=2, max=2, is_subset=False, is_repeat=False)
    >>> propose(text, 33, 44)
    Casualty(outcome='wounded', min=12, max=None, is_subset=False, is_repeat=False)
    """
    found = _propose(text, start, end)
    if found.min and not found.is_subset and not found.is_repeat and _is_in_headline(text, start, found):
        return replace(found, is_repeat=True)
    return found


def is_toll(text: str, start: int, end: int) -> bool:
    """Whether the number counts all so far: "the death toll rose to 14", "the number of wounded is 37"."""
    sentence = sentence_around(text, start, end)
    first, after = sentence.place(start, end)
    event = Clause(sentence).governing(first, after) if first < after else None
    return event is not None and event.toll


def _propose(text: str, start: int, end: int) -> Casualty:
    sentence = sentence_around(text, start, end)
    first, after = sentence.place(start, end)
    if first >= after:
        return NOTHING
    clause = Clause(sentence)
    if denies(clause, first, after):
        return Casualty(NONE, 0, 0)
    if begins_with_negation(clause, first, after):
        return NOTHING  # "no one was seriously hurt" denies something, but is no zero
    part = is_subset(sentence, first, after)
    outcome = None if is_unknown(clause, first, after) else _outcome(clause, first, after, part)
    if outcome is None:
        return NOTHING
    return Casualty(outcome, *count(sentence, first, after), part, is_repeat(sentence, first, after))


def _outcome(clause: Clause, first: int, after: int, part: bool) -> str | None:
    inside = clause.inside(first, after)
    governing = clause.governing(first, after, part=part)
    if not inside:
        return governing and governing.outcome
    own = inside[-1]
    if governing and governing.outcome == KILLED and own.outcome == WOUNDED and not own.noun and own.after < after:
        # "three wounded soldiers died", "killed two wounded soldiers", but "and two wounded soldiers were flown out"
        is_subject = clause.words[after : after + 1] and clause.words[after] in AUXILIARIES
        return KILLED if governing.first >= after or not is_subject else WOUNDED
    return own.outcome


def _is_in_headline(text: str, start: int, found: Casualty) -> bool:
    """Whether the headline gave the same count: the body tells of the same people once more."""
    headline, newline, _ = text[: min(start, HEADLINE)].partition("\n")
    if not newline or headline.rstrip().endswith((".", "!", "?", "”", '"')):
        return False
    told = [_propose(headline, *place) for place in find_casualties(headline)]
    return any((one.outcome, one.min, one.max) == (found.outcome, found.min, found.max) for one in told)
