"""Spans of a text worth suggesting as casualties: number and noun of people killed or hurt, or an explicit none."""

from labeling.core.casualty_clause import Clause
from labeling.core.casualty_count import SETS
from labeling.core.casualty_events import ADVERBS, BE, FUNCTION, HAVE, TIME, Event
from labeling.core.casualty_none import NOBODY, denies, is_unknown
from labeling.core.number_words import Quantity
from labeling.core.people_words import is_people, is_person
from labeling.core.sentence import read_sentence, sentences
from labeling.core.word_list import listed

NOUN_PHRASE = 6  # words after a number in which its noun is looked for
NONE_PHRASE = 8  # "no immediate reports of damage or casualties"
NO_PEOPLE = listed(
    """cow cows sheep goats horses camels donkeys dogs animals birds cattle vehicles houses homes attacks rockets
    drones missiles bombs shells mortars strikes explosions blasts bullets aircraft helicopters"""
)
JOINTS = frozenset({",", "(", "—", "–", "and", "with"})


def find_casualties(text: str) -> list[tuple[int, int]]:
    """(start, end) in code points, in the order of the text, none inside another.

    >>> text = "More than a dozen rockets fell, killing two guards and wounding 12. There was no damage."
    >>> [text[start:end] for start, end in find_casualties(text)]
    ['two guards', '12']
    """
    return [span for start, end in sentences(text) for span in _in_sentence(text, start, end)]


def _in_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    clause = Clause(read_sentence(text, start, end))
    found, k = [], 0
    while clause.events and k < len(clause.words):
        after = _none_phrase(clause, k) or _counted(clause, k)
        explained = k and found and clause.words[k] in ("a", "an") and clause.words[k - 1] in (",", "(")
        if after and explained and clause.sentence.ends[k - 2] == found[-1][1]:
            after = None  # "One driver, an Iraqi, was hurt": one man
        if after:
            found.append((clause.sentence.starts[k], clause.sentence.ends[after - 1]))
        k = after or k + 1
    return found


def _counted(clause: Clause, k: int) -> int | None:
    """The word after a count of casualties that begins at word `k`, or None."""
    words = clause.words
    if words[k] == "the":  # the people are known already, or the phrase begins with the next word
        return None
    found = clause.quantities[k]
    if found is None and words[k] in ("a", "an", "another"):
        found = Quantity(1, 1, k + 1)
    if found is None or found.low == 0:
        return None
    after = _noun(clause, found, k) or _bare(clause, found, k)
    if after is None or is_unknown(clause, k, after):
        return None
    event = _event(clause, k, after)
    return after if event and not denies(clause, k, after) else None


def _event(clause: Clause, k: int, after: int) -> Event | None:
    inside = clause.inside(k, after)
    part = clause.words[after : after + 1] == ("of",)
    return inside[0] if inside else clause.governing(k, after, strict=True, subset=part)


def _noun(clause: Clause, found: Quantity, k: int) -> int | None:
    """The word after the noun of a count: of people, or of deaths and the like."""
    words = clause.words
    one = found.high == 1
    start = found.after + (words[found.after : found.after + 1] == ("of",) and not one)
    head = None
    for i in range(start, min(len(words), start + NOUN_PHRASE)):
        word = words[i]
        if word in TIME or word in BE or word in HAVE or (word in FUNCTION and word != "of"):
            break
        event = clause.at(i)
        if (
            (one and (word in SETS or word == "of"))
            or (event and event.right and not event.noun)
            or clause.quantities[i]
        ):
            break
        if is_people(word) or (one and is_person(word)) or _counts_itself(clause, i):
            head = i
        elif head is not None:
            break
    if head is None or (one and not _ends_noun(clause, head + 1)):
        return None
    behind = words[head + 1] if head + 1 < len(words) else ""
    if words[head] in ("police", "staff", "crew", "army") and behind.endswith("s") and behind not in FUNCTION:
        return None  # three police vehicles
    if words[head] in ("member", "members") and behind == "of":
        return _of_whom(clause, head + 2)
    if words[head + 1 : head + 3] == ("on", "board"):
        return head + 3
    return head + (2 if behind == "aboard" else 1)


def _ends_noun(clause: Clause, k: int) -> bool:
    """Whether no noun goes on at word `k`: not "an Iraqi" in "an Iraqi drone"."""
    word = clause.words[k] if k < len(clause.words) else ","
    known = word in FUNCTION or word in BE or word in HAVE or word in ADVERBS or word in TIME
    return known or word.endswith(("ed", "ing")) or clause.at(k) is not None


def _counts_itself(clause: Clause, i: int) -> bool:
    return clause.words[i] in ("casualties", "deaths", "fatalities", "martyrs", "casualty", "fatality", "injuries")


def _of_whom(clause: Clause, start: int) -> int:
    """The end of "Iraq's air force" in "members of Iraq's air force"."""
    end = start
    events = {event.first for event in clause.events}
    while end < len(clause.words) and end - start < NONE_PHRASE:
        word = clause.words[end]
        if end in events or (word in FUNCTION and word not in ("of", "and")) or (word == "and" and end > start):
            break
        end += 1
    return max(end, start - 1)


def _bare(clause: Clause, found: Quantity, k: int) -> int | None:
    """A number without a noun, beside its verb: "killed two and wounded 12", "3 dead", "dozens hurt"."""
    words, after = clause.words, found.after
    if words[k] in ("a", "an", "another") and found.after == k + 1:
        return None
    behind = words[after] if after < len(words) else ","
    if words[after : after + 2] in (("of", "them"), ("of", "whom")) and clause.inside(0, k) and words[k - 1] in JOINTS:
        return after
    ahead = clause.at(after)
    if ahead and ahead.left and not ahead.noun:
        return after
    if behind in BE | HAVE and any(
        event.left and event.first - after <= 3 for event in clause.inside(after, after + 4)
    ):
        return after
    before = clause.ending(k)
    if not before or not before.right:
        return None
    if behind in FUNCTION:
        return after
    # An unknown plural beside such a verb is people as a rule: "killed three beekeepers".
    known = behind.endswith("s") and behind not in NO_PEOPLE and behind not in TIME
    return after + 1 if known else None


def _none_phrase(clause: Clause, k: int) -> int | None:
    """The word after an explicit none that begins at word `k`: "no casualties", "no one" (was hurt), or None."""
    words = clause.words
    if words[k] not in NOBODY and words[k] != "without":
        return None
    ends = [k + 2] if words[k : k + 2] == ("no", "one") else [k + 1] if words[k] == "nobody" else []
    for i in range(k + 1, min(len(words), k + NONE_PHRASE) if not ends else 0):
        if words[i] in FUNCTION and words[i] not in ("of", "or", "and", "in"):
            break
        event = clause.at(i)
        if event and (event.noun or _counts_itself(clause, i)):
            ends = [i + 1]
            break
        if is_people(words[i]) or is_person(words[i]):
            ends = [i + 1]
    after = ends[0] if ends else None
    if after is None or after > len(words) or (words[k] == "not" and words[k + 1 : k + 3] != ("a", "single")):
        return None
    return after if denies(clause, k, after) and _is_of_event(clause, k, after) else None


def _is_of_event(clause: Clause, k: int, after: int) -> bool:
    return bool(clause.inside(k, after)) or clause.governing(k, after, strict=True) is not None
