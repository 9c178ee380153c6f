"""How many people a mark counts."""

from collections.abc import Sequence

from labeling.core.casualties.number_words import Quantity, quantity
from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.casualties.sentence import Sentence
from labeling.core.casualties.word_list import listed
from labeling.core.casualties.words import POSSESSIVES, SETS

ENDS_COUNT = listed(", ( of from in at aged who whom that with :")
OF_PEOPLE = SETS | {"lives", "bodies", "deaths"}  # "the lives of six people"
REACH = 6  # words before a mark that can belong to its number: "no fewer than", "between 10 and"
TITLES = listed("mayor governor minister president general commander judge bishop ambassador leader chief head")
MANY_MEN = listed("forces army brigade brigades battalion militia militias guards corps front navy hezbollah state")
PARTICLES = ("al-", "el-", "bin", "ibn", "abu", "de", "the")


def count(sentence: Sentence, first: int, after: int) -> tuple[int | None, int | None]:
    """The lowest and the highest number of people that words `first`..`after` mean; (None, None): no number said.

    A number or "at least" just before the words is taken for theirs. One person is 1 without a number.
    """
    words = sentence.words
    found = _number(words, first, after)
    if found is None:
        return (1, 1) if names_one(sentence, first, after) else (None, None)
    low, high, k = found.low, found.high, found.after
    while k < after:  # "two soldiers and three drivers" under one mark
        more = _number_at(words, k + 1, inner=True) if words[k] == "and" else None
        if more:
            low, high = low + more.low, None if high is None or more.high is None else high + more.high
        k = more.after if more else k + 1
    return low, high


def _number(words: Sequence[str], first: int, after: int) -> Quantity | None:
    before = [quantity(words, start) for start in range(max(0, first - REACH), first)]
    reaching_in = next((found for found in before if found and found.after > first), None)
    if reaching_in:
        return reaching_in
    for start in range(first, after):
        found = _number_at(words, start, inner=start > first)
        if found:
            return found
        if words[start] in ENDS_COUNT and not (words[start] == "of" and words[start - 1] in OF_PEOPLE):
            break
    if first and words[first - 1] in ("a", "an"):
        return _number_at(words, first - 1, inner=False)
    return next((found for found in before if found and found.after == first), None)


def _number_at(words: Sequence[str], start: int, *, inner: bool) -> Quantity | None:
    if start >= len(words):
        return None
    if inner and words[start] in POSSESSIVES and start + 1 < len(words):
        return quantity(words, start + 1)  # "a guard and his two brothers"
    found = quantity(words, start)
    if found or words[start] not in ("a", "an", "another"):
        return found
    return None if SETS & set(words[start + 1 : start + 4]) else Quantity(1, 1, start + 1)


def names_one(sentence: Sentence, first: int, after: int) -> bool:
    """Whether words without a number mean one person: "Ahmed", "the governor", "14-year-old boy"."""
    words = sentence.words
    head = next((k for k in range(first, after) if words[k] in (",", "(", "who", "of", "in")), after)
    inside, capital = words[first:head], sentence.capital[first:head]
    if not inside or "and" in inside or SETS & set(inside) or any(is_people(word) for word in inside):
        return False
    if is_person(inside[-1]) or TITLES & set(inside):
        return True
    named = all(big or word.startswith(PARTICLES) for word, big in zip(inside, capital, strict=True))
    titled = any(big and is_person(word) for word, big in zip(inside, capital, strict=True))
    return titled or (named and not MANY_MEN & set(inside))
