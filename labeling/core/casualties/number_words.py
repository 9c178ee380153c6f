"""How many people a number in words or digits means: at least so many, at most so many."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

UNDER_TWENTY = """zero one two three four five six seven eight nine ten
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"""
SMALL = {word: value for value, word in enumerate(UNDER_TWENTY.split())}
ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(ROUND.split(), start=2)}
GROUPS = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
# "dozens" means twelve at least, as the guidelines have it; the others follow the same rule.
OPEN = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000}
FEW = 3  # several, a few, a handful: more than a couple
LOOSE = {  # phrase: (at least, at most); "several dozen" is 36 at least
    ("several",): (FEW, None),
    ("a", "few"): (FEW, None),
    ("a", "handful"): (FEW, None),
    ("multiple",): (2, None),
    ("a", "couple"): (2, 2),
    ("a", "pair"): (2, 2),
    ("both",): (2, 2),
}
BOUNDS = {
    "at_most": ("no more than", "not more than", "a maximum of", "as many as", "at most", "up to"),
    "at_least": ("no fewer than", "no less than", "not less than", "not fewer than", "a minimum of", "at least"),
    "below": ("fewer than", "less than", "under"),
    "above": ("in excess of", "upwards of", "well over", "just over", "more than", "over"),
    "about": (
        "an estimated", "estimated", "close to", "just under", "approximately", "roughly", "about", "around", "almost",
        "nearly", "exactly", "only", "just", "some", "a total of", "a group of", "an additional", "a further",
        "another", "all", "the other", "the same", "the", "these", "those", "other", "possibly", "perhaps",
    ),
}  # fmt: skip
BOUND_BY_PHRASE = {tuple(phrase.split()): bound for bound, phrases in BOUNDS.items() for phrase in phrases}
PREFIXES = {  # by their first word, the longest first: "close to", "just over" before "just"
    first: sorted((phrase for phrase in BOUND_BY_PHRASE if phrase[0] == first), key=len, reverse=True)
    for first, *_ in BOUND_BY_PHRASE
}
DIGITS = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:[,.\u00a0\u2009\u202f][0-9]{3}){1,2}")
NO_COUNT = frozenset({"%", "percent", "per", "pct", "am", "a.m.", "pm", "p.m."})
FIRST = PREFIXES.keys() | SMALL.keys() | TENS.keys() | OPEN.keys() | {phrase[0] for phrase in LOOSE}
FIRST |= {"half", "half-dozen", "between", "from"}
AFTER_A = {*GROUPS, "half", "half-dozen", *(phrase[1] for phrase in LOOSE if phrase[0] == "a"), *PREFIXES}
LONGEST = 12  # words of a quantity; what is read of a text at each of its words has to have an end


@dataclass(frozen=True, slots=True)
class Quantity:
    """At least `low` and at most `high` (None: open), said by the words up to, not including, `after`."""

    low: int
    high: int | None
    after: int


def quantity(words: Sequence[str], start: int) -> Quantity | None:
    """The quantity that begins with word `start`, articles apart; words are in lower case.

    >>> quantity("killed more than a dozen people".split(), 1)
    Quantity(low=13, high=None, after=5)
    >>> quantity("between 10 and 15 fighters".split(), 0)
    Quantity(low=10, high=15, after=4)
    """
    word = words[start]
    if word not in FIRST and not word[0].isdigit() and "-" not in word:
        return None
    if word == "a" and not (start + 1 < len(words) and words[start + 1] in AFTER_A):
        return None
    found = _bounded(tuple(words[start : start + LONGEST]))
    return found and Quantity(found.low, found.high, start + found.after)


@lru_cache(maxsize=4096)  # the same words are asked about from several sides
def _bounded(words: tuple[str, ...], bounds: int = 4) -> Quantity | None:
    for phrase in PREFIXES.get(words[0], ()) if words and bounds else ():
        if words[: len(phrase)] == phrase:
            found = _bounded(words[len(phrase) :], bounds - 1)
            return found and _apply(BOUND_BY_PHRASE[phrase], found.low, found.high, len(phrase) + found.after)
    found = _range(words) or _loose(words)
    return None if found and words[found.after : found.after + 1] and words[found.after] in NO_COUNT else found


def _apply(bound: str, low: int, high: int | None, after: int) -> Quantity | None:
    if bound == "about":
        return Quantity(low, high, after)
    if bound in ("at_least", "above"):
        return Quantity(low + (bound == "above"), None, after)
    high = high and high - (bound == "below")
    # Somebody was hurt, or there would be no number: "up to 20" is one at least.
    return None if high is not None and high < 1 else Quantity(1, high, after)


def _range(words: tuple[str, ...]) -> Quantity | None:
    paired = words[:1] in (("between",), ("from",))
    first = _exact(words[paired:])
    if first is None:
        parts = tuple(re.split("[-–]", words[0])) if words else ()
        low, high = (_exact(parts[:1]), _exact(parts[1:])) if len(parts) == 2 else (None, None)
        return Quantity(low[0], high[0], 1) if low and high and 0 < low[0] < high[0] else None
    value, after = first[0], first[1] + paired
    joint, rest = words[after : after + 1], words[after + 1 :]
    if joint in (("and",), ("to",)) if paired else joint in (("or",), ("to",)):
        second = _exact(rest)
        if second and second[0] > value > 0:
            return Quantity(value, second[0], after + 1 + second[1])
        if joint == ("or",) and rest[:1] in (("more",), ("so",)):
            return Quantity(value, value if rest[0] == "so" else None, after + 2)
    return None if paired else Quantity(value, None if words[after - 1].endswith("+") else value, after)


def _loose(words: tuple[str, ...]) -> Quantity | None:
    for size in (1, 2):
        if words[:size] in LOOSE:
            low, high = LOOSE[words[:size]]
            of = size + (words[size : size + 1] == ("of",))
            times = GROUPS.get(words[of], 1) if of < len(words) else 1
            return Quantity(low * times, high and high * times, size if times == 1 else of + 1)
    if words[:1] and words[0] in OPEN:
        tens_of = words[1:2] == ("of",) and words[2:3] and words[2] in OPEN  # tens of thousands
        return Quantity(OPEN[words[0]] * (OPEN[words[2]] if tens_of else 1), None, 3 if tens_of else 1)
    return None


def _exact(words: tuple[str, ...]) -> tuple[int, int] | None:
    """A number and how many words say it: "two hundred and fifty", "1,200", "half a dozen"."""
    for phrase in (("half", "a", "dozen"), ("a", "half", "dozen"), ("a", "half-dozen"), ("half-dozen",)):
        if words[: len(phrase)] == phrase:
            return 6, len(phrase)
    if words[:1] == ("a",):
        return _grouped(words, 1, 1) if words[1:2] and words[1] in GROUPS else None
    plain = words[0].removesuffix("+") if words else ""
    if DIGITS.fullmatch(plain):
        return _grouped(words, 1, int(re.sub("[^0-9]", "", plain)))
    tens, _, unit = plain.partition("-")
    if tens in TENS and (not unit or 0 < SMALL.get(unit, 0) < 10):
        apart = "" if unit else next((word for word in words[1:2] if 0 < SMALL.get(word, 0) < 10), "")
        return _grouped(words, 2 if apart else 1, TENS[tens] + SMALL.get(unit or apart, 0))
    return _grouped(words, 1, SMALL[plain]) if plain in SMALL else None


def _grouped(words: tuple[str, ...], after: int, value: int) -> tuple[int, int]:
    """`value` is read; take in what follows of it: hundred and fifty, thousand two hundred, dozen."""
    while after < len(words) and words[after] in GROUPS and value < 1_000_000:
        group = GROUPS[words[after]]
        value, after = value * group, after + 1
        joint = after + (words[after : after + 1] == ("and",))
        rest = _exact(words[joint:]) if group >= 100 and words[joint : joint + 1] != ("a",) else None
        if rest and 0 < rest[0] < group:
            value, after = value + rest[0], joint + rest[1]
    return value, after
