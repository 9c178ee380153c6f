"""What stands before a noun and belongs to it: kinds, names, owners; not what only points, orders or doubts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from labeling.core.suggesting.capitals import Capitals
from labeling.core.suggesting.function_words import FUNCTION_WORDS, LEADING
from labeling.core.words import Words

JOINTS = ("and", "or")
LINKS = ("-", "al", "el")  # inside a name, never its end: "al-Balad", "K-1"
MOST_NAMES = 4  # words of a name before a noun
MOST_KINDS = 20  # words of the kinds before it
ENDINGS = ("ed", "made", "run", "built", "held", "range")  # "Iran-backed", "home-made", "US-run"
SIDES = ("pro", "anti", "counter")


@dataclass(frozen=True, slots=True)
class BeforeNoun:
    """`modifiers`, `names`: where one that may stand before the noun ends, to where it begins, in words.

    `nouns`: keys of such nouns; some of them are modifiers, too. `others`: where names of other labels end.
    """

    text: str
    words: Words
    modifiers: Mapping[int, int]
    names: Mapping[int, int]
    nouns: Collection[str]
    others: Collection[int]

    def kinds(self, noun: int) -> int:
        """The first word of all the kinds before `noun`, of lists of them too: "American, British and Iraqi"."""
        keys, first, joined = self.words.keys, noun, False
        while noun - first < MOST_KINDS:
            part = self._modifier(first)
            if part is None and 0 < first < noun and (keys[first - 1] in JOINTS or (joined and keys[first - 1] == ",")):
                part, joined = self._joined(first - 1), True
            if part is None:
                part = self._named(first)
            if part is None:
                break
            first = part
        return first

    def _joined(self, end: int) -> int | None:
        """Where a modifier in a list begins; not a noun with a modifier of its own: "the Iraqi army and US forces"."""
        first = self._modifier(end)
        if not first or self.words.key(first, end) not in self.nouns:
            return first
        return None if first in self.modifiers or self.has_capital(first - 1, first) else first

    def _modifier(self, end: int) -> int | None:
        """Where the kind that ends before word `end` begins; None: there is none."""
        first, compound = self.modifiers.get(end), self._compound(end)
        if compound is not None:
            return compound if first is None else min(first, compound)
        tied = first and self.words.keys[first - 1] == "-" and self.words.is_tied(first)  # "armed" in "heavily-armed"
        return None if tied else first

    def _named(self, end: int) -> int | None:
        """Where a known name begins, with its short form or without: "Kataib Hezbollah (KH)"."""
        keys = self.words.keys
        if end > 3 and keys[end - 1] == ")" and keys[end - 3] == "(" and keys[end - 2].isupper():
            end -= 3
        return self.names.get(end)

    def _compound(self, end: int) -> int | None:
        """Where a word of two with a hyphen begins, such as "Iran-linked", "pro-Turkish" or "US-Iraqi"."""
        keys = self.words.keys
        if end < 3 or keys[end - 2] != "-" or not (self.words.is_tied(end - 2) and self.words.is_tied(end - 1)):
            return None
        first, last = keys[end - 3], keys[end - 1]
        both = self.has_capital(end - 3, end - 2) and self.has_capital(end - 1, end)  # "US-Iraqi"
        said = both or first.lower() in SIDES or last.endswith(ENDINGS)
        vague = first.lower() in FUNCTION_WORDS or first == "self" or first.endswith("ly")  # "heavily-armed"
        return end - 3 if said and first.isalpha() and not vague else None

    def is_complete(self, noun: int, nouns: Collection[str]) -> bool:
        """Whether a name ends before word `noun` that has a noun of its own: "US Embassy" before "compound"."""
        own = noun > 0 and self.words.keys[noun - 1] in nouns and self.has_capital(noun - 1, noun)
        return own and not self.has_capital(noun, noun + 1)

    def name(self, noun: int, capitals: Capitals, ordinary: Collection[str]) -> int:
        """The first word of a name that stands right before word `noun`, or `noun`; `ordinary` words are no names."""
        words, begin, at = self.words, noun, noun - 1
        while at >= 0 and noun - at <= MOST_NAMES * 2:
            if words.keys[at] in LINKS and words.is_tied(at + 1):
                begin = at if words.keys[at] != "-" else begin
            elif words.keys[at] not in ordinary and capitals.is_name(at):
                begin = at
            elif at > 1 and words.keys[at].isdigit() and words.keys[at - 1] == "-" and capitals.is_name(at - 2):
                begin = at = at - 2  # "H-3 airbase"
            else:
                break
            if at and self.text[words.ends[at - 1] : words.starts[at]] not in ("", " "):
                break
            at -= 1
        return begin

    def owner(self, noun: int, capitals: Capitals) -> int:
        """The first word of an owner before word `noun`, or `noun`: "Iraq" of "Iraq's air force"."""
        words, keys = self.words, self.words.keys
        if noun < 3 or keys[noun - 2 : noun] != ["'", "s"] or not (words.is_tied(noun - 1) and words.is_tied(noun - 2)):
            return noun
        end = noun - 2
        if end in self.others or keys[end - 1] in self.nouns:
            return noun  # the guards of a base are no force
        first = self.names[end] if end in self.names else self.name(end, capitals, ())
        return first if first < end else noun

    def without_lead(self, first: int, noun: int) -> int:
        """The first word without what only points, orders or doubts, and without what a proper adjective needs not.

        "other forces" is "forces", "allied Iran-backed militias" is "Iran-backed militias".
        """
        keys = self.words.keys
        while first < noun and keys[first].lower() in LEADING:
            first += 1
        while first + 1 < noun and keys[first].isalpha() and not self.has_capital(first, first + 1):
            behind = first + 1
            if keys[behind] in ("-", *JOINTS, ",") or not self.has_capital(behind, behind + 1):
                break
            first = behind
        return first

    def has_capital(self, first: int, end: int) -> bool:
        return any(self.text[self.words.starts[at]].isupper() for at in range(first, end))
