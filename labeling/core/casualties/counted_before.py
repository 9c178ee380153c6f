"""Whether the people under a mark were counted already: as part of a count, or in an earlier mention."""

from labeling.core.casualties.number_words import quantity
from labeling.core.casualties.people_words import is_people
from labeling.core.casualties.sentence import Sentence
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import BE, SEVERE, SLIGHT, TIME

DEFINITE = listed("the these those all both")
THEM = listed("them whom these those which")
KNOWN_ONE = listed("dead wounded injured victim soldier man woman boy girl child driver")  # "the man" was named before
ABOARD = listed("aboard on inside")


def is_subset(sentence: Sentence, first: int, after: int) -> bool:
    """Part of a count before: "including two Americans", "two of them", "three seriously"."""
    words = sentence.words
    inside, before, behind = words[first:after], words[max(0, first - 2) : first], words[after : after + 4]
    if before and (before[-1].startswith("includ") or (before[0] in ("among", "of") and before[-1] in THEM)):
        return True
    if "among" in words[max(0, first - 8) : first] and before[-1] in BE:
        return True  # among the dead were two officers
    if _is_among(behind) or _of_them((*inside, *behind[:2]), len(inside)):
        return True
    if behind[:2] in (("among", "them"), ("among", "whom")):
        return True  # a child among them
    alone = behind[:1] and behind[0] in SEVERE | SLIGHT and (len(behind) < 2 or behind[1] in (",", "and", ";", "in"))
    return bool(alone and before[-1:] and before[-1] in (",", "with", "—", "–", "("))


def _is_among(behind: tuple[str, ...]) -> bool:
    """ "was among those killed", with or without a comma before it."""
    rest = behind[1:] if behind[:1] == (",",) else behind
    return len(rest) > 1 and rest[0] in BE and rest[1] == "among"


def _of_them(words: tuple[str, ...], size: int) -> bool:
    """ "two of them", "three of the wounded": the "of" is among the first `size` words or just behind them."""
    for k in range(1, min(size + 1, len(words) - 1)):
        if words[k] == "of" and (words[k + 1] in THEM or (words[k + 1] == "the" and quantity(words, k - 1))):
            return True
    return False


def is_repeat(sentence: Sentence, first: int, after: int) -> bool:
    """A later mention of people: "the three soldiers", "the victims", "all five"; its article may lie outside."""
    words = sentence.words
    start = first - 1 if first and words[first - 1] in DEFINITE and words[first] not in DEFINITE else first
    said, rest = words[start], words[start + 1 : after]
    if said not in DEFINITE:
        return False
    counted = bool(rest) and quantity(rest, 0) is not None
    if said in ("all", "both") and start < first and not counted:
        return False  # "all soldiers", but "all five"
    if said == "all" and ABOARD & set(words[start + 2 : after + 1]):
        return False  # "all 176 people on board" says their number for the first time
    if said == "the" and not counted:
        return bool(rest) and rest[1:2] != ("of",) and (is_people(rest[-1]) or rest[-1] in KNOWN_ONE)
    return not (rest and rest[0] in TIME)
