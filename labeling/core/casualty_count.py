"""How many people a marked span counts, and whether they were counted already."""

from collections.abc import Sequence

from labeling.core.casualty_events import BE, TIME
from labeling.core.number_words import Quantity, quantity
from labeling.core.people_words import MANY, is_people, is_person
from labeling.core.sentence import Sentence
from labeling.core.word_list import listed

ENDS_COUNT = listed(", ( of from in at aged who whom that with :")
SETS = listed("group total team crew family unit squad patrol crowd number convoy platoon")
REACH = 6  # words before a span that can belong to its number: "no fewer than", "between 10 and"
ABOARD = listed("aboard on inside")
SEVERE = listed("seriously severely critically badly slightly lightly gravely mortally fatally")
DEFINITE = listed("the these those all both")
GROUPS_OF_MEN = listed("forces army brigade brigades battalion militia militias guards corps front navy hezbollah")
TITLES = listed(
    "mayor governor minister president general commander judge bishop archbishop ambassador leader chief head"
)


def count(sentence: Sentence, first: int, after: int) -> tuple[int | None, int | None]:
    """The lowest and the highest number of people that words `first`..`after` mean; (None, None): no number said.

    A number or "at least" just before the words is taken for theirs.
    """
    words = sentence.words
    found = _number(words, first, after)
    if found is None:
        return (1, 1) if _is_one(sentence, first, after) else (None, None)
    low, high, k = found.low, found.high, found.after
    while k < after:  # "two soldiers and three drivers" under one mark
        more = _number_at(words, k + 1, first) if words[k] == "and" else None
        if more:
            low, high = low + more.low, None if high is None or more.high is None else high + more.high
        k = more.after if more else k + 1
    return low, high


def _number(words: Sequence[str], first: int, after: int) -> Quantity | None:
    for start in range(max(0, first - REACH), first):
        found = quantity(words, start)
        if found and found.after > first:
            return found
    for start in range(first, after):
        found = _number_at(words, start, first)
        if found:
            return found
        if words[start] in ENDS_COUNT and not (words[start] == "of" and start and words[start - 1] in SETS):
            break
    for start in range(max(0, first - REACH), first):
        found = quantity(words, start)
        if found and found.after == first:
            return found
    return None


def _number_at(words: Sequence[str], start: int, first: int) -> Quantity | None:
    if start >= len(words):
        return None
    if words[start] in ("his", "her", "their", "its") and start > first:
        return quantity(words, start + 1) if start + 1 < len(words) else None
    found = quantity(words, start)
    if found or words[start] not in ("a", "an", "another"):
        return found
    noun = words[start + 1 : start + 6]
    return None if SETS & set(noun[:3]) else Quantity(1, 1, start + 1)


def _is_one(sentence: Sentence, first: int, after: int) -> bool:
    """Whether words without a number name one person: "Ahmed", "the governor", "14-year-old boy"."""
    words = sentence.words
    head = next((k for k in range(first, after) if words[k] in (",", "(", "who", "of", "in")), after)
    inside = words[first:head]
    if not inside or any(is_people(word) or word in SETS or word in MANY for word in inside):
        return False
    if "and" in inside:
        return False
    if is_person(inside[-1]) or any(is_person(word) and sentence.capital[first + k] for k, word in enumerate(inside)):
        return True
    named = all(
        capital or word.startswith(("al-", "el-", "bin", "ibn", "abu", "de", "the"))
        for word, capital in zip(inside, sentence.capital[first:head], strict=True)
    )
    return (named and not GROUPS_OF_MEN & set(inside)) or any(word in TITLES for word in inside)


def is_subset(sentence: Sentence, first: int, after: int) -> bool:
    """Whether the people are part of a count before: "including two Americans", "two of them", "three seriously"."""
    words = sentence.words
    inside, before, behind = words[first:after], words[max(0, first - 3) : first], words[after : after + 4]
    if before[-1:] and before[-1] in ("including", "included", "include", "includes"):
        return True
    if before[-2:] in (("among", "them"), ("among", "whom"), ("of", "whom"), ("of", "them"), ("of", "which")):
        return True
    around = (*inside, *behind)
    for k in range(len(around) - 1):
        if around[k] == "of" and around[k + 1] in ("them", "whom", "these", "those") and k <= len(inside):
            return True
        if around[k : k + 2] == ("of", "the") and 0 < k <= len(inside) and quantity(around, k - 1):
            return True
        if around[k : k + 2] in (("among", "them"), ("among", "whom")) and k <= len(inside) + 1:
            return True
    if "among" in words[max(0, first - 8) : first] and before[-1:] and before[-1] in BE:
        return True  # "Among the dead were two officers"
    if behind[:2] and behind[0] in BE and behind[1] == "among":
        return True
    severe = behind[:1] and behind[0] in SEVERE and (len(behind) < 2 or behind[1] in (",", "and", ";", "in"))
    return bool(severe and before[-1:] and before[-1] in (",", "with", "—", "–", "("))


def is_repeat(sentence: Sentence, first: int, after: int) -> bool:
    """Whether the people were mentioned before: "the three soldiers", "the victims", "all five"."""
    words = sentence.words
    start = first - 1 if first and words[first - 1] in DEFINITE and words[first] not in DEFINITE else first
    if first >= after or words[start] not in DEFINITE:
        return False
    if start < first and words[start] in ("all", "both") and not quantity(words, first):
        return False
    if ABOARD & set(words[start + 2 : after + 1]) and words[start] == "all":
        return False  # "all 176 people on board" are mentioned for the first time
    rest = words[start + 1 : after]
    if words[start] == "the" and not any(map(is_people, rest)) and not _numbered(rest):
        return bool(rest) and rest[-1] in (
            "dead",
            "wounded",
            "injured",
            "victim",
            "soldier",
            "man",
            "woman",
            "boy",
            "girl",
            "child",
        )
    return not (rest and rest[0] in TIME)


def _numbered(words: Sequence[str]) -> bool:
    return bool(words) and quantity(words, 0) is not None
