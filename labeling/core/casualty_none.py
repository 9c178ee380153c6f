"""Whether the words around a mark say that nobody was killed or hurt, or that nobody knows."""

from labeling.core.casualty_clause import Clause
from labeling.core.casualty_events import NONE, NOT
from labeling.core.word_list import listed

NOBODY = NOT | {"zero", "0", "nobody"}
NO_NEGATION = (("no", "fewer"), ("no", "less"), ("no", "more"), ("not", "only"), ("no", "longer"), ("not", "less"))
UNKNOWN = listed("whether unclear unknown information word details detail denied deny denies if risk fear")
SEVERITY = listed("seriously severely critically badly gravely serious severe")
WINDOW = 9  # words before a noun in which its "no" can stand
ENDS = listed(", ; but and —")


def denies(clause: Clause, first: int, after: int) -> bool:
    """An explicit zero: "no casualties", "nobody was hurt", "did not cause casualties", "escaped unhurt"."""
    words = clause.words
    inside = clause.inside(first, after)
    event = inside[-1] if inside else clause.governing(first, after)
    if event is None or is_unknown(clause, first, after):
        return False
    if event.outcome == NONE:
        return True
    if any(_negator(words, k) for k in range(first, after)):
        return not (event.first and words[event.first - 1] in SEVERITY)
    if first and any(_negator(words, k) for k in range(max(0, first - 2), first) if words[first - 1] in ("of", "the")):
        return True
    if event.first >= after:
        between = words[after : event.first]
        return any(_negator(words, k) for k in range(after, event.first)) and not SEVERITY & set(between)
    if any(clause.quantities[first:after]):
        return False
    if any(word in ("not", "never") for word in words[after : after + 4]) and "reported" in words[after : after + 5]:
        return True
    return _negated_before(clause, first)


def is_unknown(clause: Clause, first: int, after: int) -> bool:
    """Whether the sentence says of the mark only that it is not known: "no word on casualties"."""
    words = clause.words
    k = first - 1
    while k >= 0 and first - k <= WINDOW and words[k] not in (";", "but", ","):
        if words[k] in UNKNOWN and not any(event.first > k for event in clause.inside(k, first)):
            return not clause.quantities[first]
        k -= 1
    return False


def _negated_before(clause: Clause, first: int) -> bool:
    words, k = clause.words, first - 1
    events = {event.first: event for event in clause.inside(max(0, first - WINDOW), first)}
    while k >= 0 and first - k <= WINDOW:
        if _negator(words, k):
            return True
        if (
            words[k] in ENDS
            or clause.quantities[k]
            or (k in events and not events[k].noun and words[k + 1] not in ("any",))
        ):
            return False
        k -= 1
    return False


def _negator(words: tuple[str, ...], k: int) -> bool:
    return words[k] in NOBODY and words[k : k + 2] not in NO_NEGATION
