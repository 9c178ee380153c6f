"""Whether a sentence says of a mark that nobody was killed or hurt, or that nobody knows."""

from labeling.core.casualties.clause import Clause
from labeling.core.casualties.events import Event
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import NONE, NOT, SEVERE

NOBODY = NOT | {"zero", "0"}
NO_NEGATION = (("no", "fewer"), ("no", "less"), ("no", "more"), ("not", "only"), ("no", "longer"), ("not", "less"))
UNTOLD = listed("information word details detail reporting specifying mentioning giving")  # without giving casualties
UNKNOWN = UNTOLD | listed("whether unclear unknown denied deny denies if risk fear")
SEVERITY = SEVERE | {"serious", "severe"}  # "none was seriously hurt" does not say that none was hurt
WINDOW = 9  # words before a noun in which its "no" can stand
ENDS = listed(", ; but and —")


def denies(clause: Clause, first: int, after: int, event: Event | None = None) -> bool:
    """An explicit zero: "no casualties", "nobody was hurt", "did not cause casualties", "escaped unhurt".

    event: of these people, where it is known already.
    """
    words, inside = clause.words, clause.inside(first, after)
    event = inside[-1] if inside else event or clause.governing(first, after)
    if event is None or is_unknown(clause, first, after):
        return False
    if event.outcome == NONE:
        return True
    if begins_with_negation(clause, first, after):
        return not (event.first and words[event.first - 1] in SEVERITY) and not UNTOLD & set(words[first:after])
    if (
        first
        and words[first - 1] in ("of", "the")
        and any(is_negation(words, k) for k in range(max(0, first - 3), first))
    ):
        return True  # none of the three soldiers
    if event.first >= after:
        negated = any(is_negation(words, k) for k in range(after, event.first))
        return negated and not SEVERITY & set(words[after : event.first])
    if any(clause.quantities[first:after]):
        return False
    ahead = words[after : after + 5]
    return ("reported" in ahead and ("not" in ahead or "never" in ahead)) or _negated_before(clause, first)


def is_unknown(clause: Clause, first: int, after: int) -> bool:
    """Whether only that is said of a mark without a number that it is not known: "no word on casualties"."""
    words = clause.words
    if first >= len(words) or clause.quantities[first]:
        return False
    for k in range(first - 1, max(-1, first - 1 - WINDOW), -1):
        if words[k] in (";", "but", ","):
            return False
        if words[k] in UNKNOWN:
            return not clause.inside(k + 1, first)
    return False


def begins_with_negation(clause: Clause, first: int, after: int) -> bool:
    """Whether a mark denies: "no soldiers", but not "two soldiers who were not named"."""
    for k in range(first, after):
        if is_negation(clause.words, k):
            return True
        if clause.quantities[k]:
            return False
    return False


def is_negation(words: tuple[str, ...], k: int) -> bool:
    """Whether word `k` denies: not the "no" of "no fewer than"."""
    return words[k] in NOBODY and words[k : k + 2] not in NO_NEGATION


def _negated_before(clause: Clause, first: int) -> bool:
    words = clause.words
    for k in range(first - 1, max(-1, first - 1 - WINDOW), -1):
        if is_negation(words, k):
            return True
        event = clause.at(k)
        other = event and not event.noun and words[k + 1] != "any"
        if words[k] in ENDS or clause.quantities[k] or other:
            return False
    return False
