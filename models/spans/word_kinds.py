"""What a word is a kind of: a mayor is a person, a bridge a structure, to kill an act of contact. From WordNet.

English only; a word that is not known is a kind of nothing, and so are the small words, numbers and names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from models.spans.word_classes import CLASS_BY_WORD

TARGET = Path(__file__).with_name("word_kinds.txt")
IRREGULAR_FORMS = """men:man women:woman children:child people:person lives:life wives:wife blew:blow blown:blow
    took:take taken:take threw:throw thrown:throw struck:strike fought:fight held:hold made:make found:find left:leave
    stole:steal stolen:steal shot:shoot hurt:hurt"""
IRREGULAR = dict(pair.split(":") for pair in IRREGULAR_FORMS.split())
ENDINGS = (
    *(("ies", "y"), ("es", ""), ("s", ""), ("men", "man")),
    *(("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
)
OF_VERBS = ("ed", "ing")


@dataclass(frozen=True, slots=True)
class Kind:
    """`main`: the class of what the word is most often, noun, verb ("v." before), "a" or "r" for adjective or adverb.

    `nouns`: what it is a kind of as a noun, the widest first; empty where it is none.
    """

    main: str
    nouns: tuple[str, ...]

    @property
    def is_verb(self) -> bool:
        return self.main.startswith("v.")


@lru_cache(50_000)
def kind_of(word: str) -> Kind | None:
    """`word` in small letters.

    >>> kind_of("mayors").nouns[0], kind_of("kidnapped").main, kind_of("the"), kind_of("soyapango")
    ('person', 'v.contact', None, None)
    """
    if word in CLASS_BY_WORD or not word[:1].isalpha():
        return None
    known = _known()
    for form in _forms(word):
        if form in known:
            part, nouns, verb = known[form]
            if verb and form != word and word.endswith(OF_VERBS):  # not the noun of the same letters
                return Kind(verb, ())
            return Kind({"n": nouns[0] if nouns else "", "v": verb}.get(part, part), nouns)
    return None


def _forms(word: str) -> Iterator[str]:
    """What the word may be a form of, and itself."""
    if word in IRREGULAR:
        yield IRREGULAR[word]
    yield word
    for ending, other in ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield stem + other
            if ending in OF_VERBS and stem[-1] == stem[-2]:
                yield stem[:-1]


@cache
def _known() -> dict[str, tuple[str, tuple[str, ...], str]]:
    """Each word of the list to what it is most often (n, v, a, r), its kinds as a noun, its kind as a verb."""
    found = {}
    for line in TARGET.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            part, nouns, verb, words = line.split(";")
            entry = part, tuple(nouns.split()), verb
            found.update(dict.fromkeys(words.split(), entry))
    return found
