"""The casualty parser: reads the words around a marked casualty and proposes values; people confirm them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from labeling.core.casualty_clause import Clause
from labeling.core.casualty_count import count
from labeling.core.casualty_finder import find_casualties
from labeling.core.casualty_none import denies, is_unknown
from labeling.core.casualty_words import AUXILIARIES, KILLED, NONE, UNSPECIFIED, WOUNDED
from labeling.core.counted_before import is_repeat, is_subset
from labeling.core.sentence import sentence_around

__all__ = ["LABEL", "Casualty", "find_casualties", "propose", "total"]

LABEL = "CASUALTY"  # the one label that code names


@dataclass(frozen=True, slots=True)
class Casualty:
    """What a mark says of people; without an `outcome` it proposes nothing.

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

    >>> text = "The blast killed two and wounded 12."
    >>> propose(text, 17, 20), propose(text, 33, 35)
    (Casualty(outcome='killed', min=2, max=2, is_subset=False, is_repeat=False), \
Casualty(outcome='wounded', min=12, max=12, is_subset=False, is_repeat=False))
    """
    sentence = sentence_around(text, start, end)
    first, after = sentence.place(start, end)
    if first >= after:
        return NOTHING
    clause = Clause(sentence)
    if denies(clause, first, after):
        return Casualty(NONE, 0, 0)
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
        # "three wounded soldiers died", "killed two wounded soldiers"
        is_subject = clause.words[after : after + 1] and clause.words[after] in AUXILIARIES
        return KILLED if governing.first >= after or not is_subject else WOUNDED
    return own.outcome


def total(text: str, spans: Iterable[tuple[int, int, Mapping[str, object]]]) -> dict[str, tuple[int, int | None]]:
    """Outcome to (at least, at most or None: open) over the marked casualties of one document.

    spans: start, end (code points) and attributes, as the annotator set them; what is not set is proposed.
    `min` and `max` belong together: a `min` alone leaves the end open. People without a number are one at least.
    Left out: subsets, repeats and spans whose `event` is not "focus". "none" is there only where nobody was hurt.
    """
    sums: dict[str, tuple[int, int | None]] = {}
    for start, end, attributes in spans:
        proposed = propose(text, start, end)
        outcome = attributes.get("outcome") or proposed.outcome
        if attributes.get("event") not in (None, "focus") or proposed.is_subset or proposed.is_repeat or not outcome:
            continue
        low, high = attributes.get("min"), attributes.get("max")
        if low is None and high is None:
            low, high = proposed.min, proposed.max
        if outcome == NONE:
            sums.setdefault(NONE, (0, 0))
            continue
        least, most = sums.get(outcome, (0, 0))
        low = min(1, high or 1) if low is None else low
        sums[outcome] = (least + low, None if most is None or high is None else most + high)
    if any(outcome in sums for outcome in (KILLED, WOUNDED, UNSPECIFIED)):
        sums.pop(NONE, None)
    return sums
