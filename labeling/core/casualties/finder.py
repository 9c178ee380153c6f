"""Spans worth suggesting as casualties: number and noun of people killed or hurt, or an explicit none."""

from labeling.core.casualties.clause import Clause
from labeling.core.casualties.names import name_end
from labeling.core.casualties.none import denies, is_negation, is_unknown
from labeling.core.casualties.number_words import Quantity
from labeling.core.casualties.people_phrase import NO_PEOPLE, noun_end
from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.casualties.sentence import read_sentence, sentences
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import AUXILIARIES, BE, COUNTED_NOUNS, FUNCTION, LIMBS, MONTHS, SAYING, TIME

ARTICLES = ("a", "an", "another")
NONE_PHRASE = 8  # words of "no immediate reports of damage or casualties"
BEFORE_YEARS = ("in", "since", "by", "until", "from", "during", "of", "year")
INNER = ("of", "or", "and", "in")  # small words inside such a phrase
JOINTS = listed(", ( — – and with")  # before "two of them"


def find_casualties(text: str) -> list[tuple[int, int]]:
    """(start, end) in code points, in the order of the text, none inside another.

    Only where a word of killing or hurting governs the people in the same sentence; a leading "a" stays outside.

    >>> text = "More than a dozen rockets fell, killing a guard and wounding 12. There was no damage."
    >>> [text[start:end] for start, end in find_casualties(text)]
    ['guard', '12']
    """
    return [span for start, end in sentences(text) for span in _in_sentence(text, start, end)]


def _in_sentence(text: str, start: int, end: int) -> list[tuple[int, int]]:
    clause = Clause(read_sentence(text, start, end))
    words, found, k = clause.words, [], 0
    while clause.events and k < len(words):
        after = _none_end(clause, k) or _counted_end(clause, k) or name_end(clause, k)
        explained = found and words[k] in ("a", "an") and words[k - 1] in (",", "(")
        if after and explained and clause.sentence.ends[k - 2] == found[-1][1]:
            after = None  # "one driver, an Iraqi, was hurt" is one man
        if after:
            article = words[k] in ("a", "an") and clause.quantities[k] is None and words[k + 1] != "number"
            first = k + article
            found.append((clause.sentence.starts[first], clause.sentence.ends[after - 1]))
        k = after or k + 1
    return found


def _counted_end(clause: Clause, k: int) -> int | None:
    """The word after a count of casualties that begins at word `k`, or None."""
    words, number = clause.words, clause.quantities[k]
    article = number is None and words[k] in ARTICLES
    if words[k : k + 3] == ("a", "number", "of"):
        number = Quantity(2, None, k + 2)
    elif article:
        number = Quantity(1, 1, k + 1)
    if article and words[max(0, k - 2) : k] in (("of", "them"), ("of", "whom")):
        return None  # "one of them a child": counted as "one"
    if article and words[k - 1] in BE and not any(event.people for event in clause.inside(0, k)):
        return None  # says what somebody was: "who was an adviser"
    if number is None or number.low == 0 or words[k] == "the" or _is_date(clause, k):
        return None  # "the three soldiers" were found before
    after = noun_end(clause, number) or (None if article else _bare_end(clause, number, k))
    if after is None or is_unknown(clause, k, after) or (words[after : after + 1] and words[after] in SAYING):
        return None
    inside = clause.inside(k, after)
    event = inside[0] if inside else clause.governing(k, after, strict=True, part=words[after : after + 1] == ("of",))
    return after if event and not denies(clause, k, after, event) else None


def _is_date(clause: Clause, k: int) -> bool:
    """Whether the number at word `k` is a year or the day of a month: "in 2019", "on May 5"."""
    word, before = clause.words[k], clause.words[k - 1] if k else ""
    year = len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
    return (year and before in (*MONTHS, *BEFORE_YEARS)) or (word.isdigit() and len(word) <= 2 and before in MONTHS)


def _bare_end(clause: Clause, number: Quantity, k: int) -> int | None:
    """The word after a number without a noun, beside its verb: "killed two and wounded 12", "3 dead", "dozens hurt"."""
    words, after = clause.words, number.after
    behind = words[after] if after < len(words) else ","
    if words[after : after + 2] in (("of", "them"), ("of", "whom")):
        return after if words[k - 1] in JOINTS and clause.inside(0, k) else None
    ahead = clause.at(after)
    if ahead and ahead.left and not ahead.noun and behind not in LIMBS:
        return after
    if behind in AUXILIARIES and any(event.left for event in clause.inside(after, after + 5)):
        return after
    before = clause.ending(k)
    if not before or not before.right:
        return None
    if behind in FUNCTION:
        return after
    # An unknown plural beside such a verb is people as a rule: "killed three beekeepers".
    return after + 1 if behind.endswith("s") and behind not in NO_PEOPLE and behind not in TIME else None


def _none_end(clause: Clause, k: int) -> int | None:
    """The word after an explicit none that begins at word `k`: "no casualties", "no one" (was hurt), or None."""
    words = clause.words
    if not is_negation(words, k) or (words[k] == "not" and words[k + 1 : k + 3] != ("a", "single")):
        return None
    pronoun = k + 2 if words[k : k + 2] == ("no", "one") else k + 1 if words[k] == "nobody" else None
    after = pronoun or _none_noun_end(clause, k)
    if after is None or not denies(clause, k, after):
        return None
    if clause.inside(k, after):
        return after
    event = clause.governing(k, after, strict=True)
    beside = event and (event.first >= after or event.after == k)  # killed nobody; nobody was killed
    return after if beside else None


def _none_noun_end(clause: Clause, k: int) -> int | None:
    end = None
    for i in range(k + 1, min(len(clause.words), k + NONE_PHRASE)):
        word, event = clause.words[i], clause.at(i)
        if word in FUNCTION and word not in INNER:
            break
        if (event and event.noun) or word in COUNTED_NOUNS:
            return i + 1
        if is_people(word) or is_person(word):
            end = i + 1
    return end
