"""Where the noun of a count of people ends: "Iraqi soldiers", "members of Iraq's air force"."""

from labeling.core.casualties.clause import Clause
from labeling.core.casualties.number_words import Quantity
from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import (
    ADVERBS,
    AUXILIARIES,
    COUNTED_NOUNS,
    FUNCTION,
    OPENERS,
    PASSIVE_ONLY,
    POSSESSIVES,
    SAYING,
    SETS,
    TIME,
)

NOUN_PHRASE = 6  # words after a number in which its noun is looked for
JOINED = 4  # words of a second noun behind "and"
OWNER = 8  # words of "members of Iraq's air force" after the "of"
NO_PEOPLE = listed(
    """cow cows sheep goats horses camels donkeys dogs animals birds cattle vehicles houses homes attacks rockets
    drones missiles bombs shells mortars strikes explosions blasts bullets aircraft helicopters"""
)
ALSO_BEFORE_NOUNS = listed("police staff crew")  # three police vehicles are no people


def noun_end(clause: Clause, number: Quantity) -> int | None:
    """The word after the noun of people, or of deaths and the like, that `number` counts; None: it counts others."""
    words, one = clause.words, number.high == 1
    start = number.after
    if words[start : start + 1] == ("of",) and words[start + 1 : start + 2]:
        if words[start + 1] in POSSESSIVES or words[start + 1] == "the":
            start, one = start + 2, False  # one of its guards, eight of the wounded
            start = clause.quantities[start].after if start < len(words) and clause.quantities[start] else start
        elif not one:
            start += 1  # dozens of villagers
    head = _head(clause, start, one=one)
    if head is None:
        return None if one else _unknown_end(clause, start)
    if one and not _ends_noun(clause, head + 1):
        return None
    behind = words[head + 1] if head + 1 < len(words) else ""
    if words[head] in ALSO_BEFORE_NOUNS and behind.endswith("s") and behind not in FUNCTION:
        return None
    if words[head] in ("member", "members") and behind == "of":
        return _owner_end(clause, head + 2)
    pair = words[head + 2] if head + 2 < len(words) else ""
    said = words[head + 3 : head + 4] and words[head + 3] in SAYING  # "six soldiers and police said"
    if behind == "and" and not one and is_people(pair) and pair not in ("others", "people") and not said:
        return head + 3  # six women and children
    if behind == "and" and not one and (joined := _joined_end(clause, head + 2)):
        return joined
    return head + 3 if words[head + 1 : head + 3] == ("on", "board") else head + 1 + (behind == "aboard")


def _joined_end(clause: Clause, start: int) -> int | None:
    """The word after people without a number of their own at word `start`: "a number of pilots and Iraqi mechanics"."""
    words = clause.words
    for i in range(start, min(len(words), start + JOINED)):
        known = words[i] in FUNCTION or words[i] in OPENERS or words[i] in TIME or words[i] in ("a", "others")
        if known or clause.quantities[i] or clause.at(i):
            return None
        if is_people(words[i]):
            behind = words[i + 1] if i + 1 < len(words) else ","
            if is_people(behind):
                continue
            ends = behind in FUNCTION and behind not in AUXILIARIES and behind not in SAYING
            return i + 1 if ends else None
    return None


def _head(clause: Clause, start: int, *, one: bool) -> int | None:
    head = None
    for i in range(start, min(len(clause.words), start + NOUN_PHRASE)):
        word, event = clause.words[i], clause.at(i)
        if word in TIME or word in FUNCTION or (one and word in SETS) or (event and event.right and not event.noun):
            break
        if clause.quantities[i] or word in OPENERS:
            break
        if is_people(word) or (one and is_person(word)) or word in COUNTED_NOUNS or (event and event.people):
            head = i
        elif head is not None:
            break
    return head


def _unknown_end(clause: Clause, start: int) -> int | None:
    """The word after an unknown plural whose own passive follows: "two beekeepers were killed"."""
    for i in range(start, min(len(clause.words) - 1, start + 3)):
        word, behind = clause.words[i], clause.words[i + 1]
        if word in FUNCTION or word in TIME or word in NO_PEOPLE or clause.quantities[i]:
            return None
        if word.endswith("s") and behind in AUXILIARIES:
            ahead = clause.inside(i + 2, i + 4)
            hurt = ahead and ahead[0].left and clause.words[ahead[0].first] not in PASSIVE_ONLY
            return i + 1 if hurt and not ahead[0].noun else None
    return None


def _ends_noun(clause: Clause, k: int) -> bool:
    """Whether no noun goes on at word `k`: not after "an Iraqi" in "an Iraqi drone"."""
    word = clause.words[k] if k < len(clause.words) else ","
    known = word in FUNCTION or word in AUXILIARIES or word in ADVERBS or word in TIME
    return known or word.endswith(("ed", "ing")) or clause.at(k) is not None


def _owner_end(clause: Clause, start: int) -> int:
    end = start
    while end < len(clause.words) and end - start < OWNER:
        word = clause.words[end]
        if clause.at(end) or (word in FUNCTION and word != "of"):
            break
        end += 1
    return end if end > start else start - 1
