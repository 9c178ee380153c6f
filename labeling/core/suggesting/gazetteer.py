"""The gazetteer: names known beforehand, and patterns such as "Iraqi" + "troops"; data, as the scheme is."""

from dataclasses import dataclass
from functools import cached_property

from labeling.core.suggesting.phrases import Phrases
from labeling.core.words import key_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing by its names. `latitude` and `longitude` are in degrees; None where it has no place."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A noun with what may stand before it: `heads` with at least one of `modifiers`, or, where `names` is set, a name.

    Heads that are in `bare` are found alone too. Where `owners` is set, an owner or a known
    name will do: "Iraq's air force", "Taliban fighters".
    """

    label: str
    heads: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    names: bool = False
    owners: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """A version of entries and patterns; `id` is the hash of the file it was read from."""

    id: str
    toml: str
    entries: tuple[Entry, ...]
    patterns: tuple[Pattern, ...] = ()
    not_names: tuple[str, ...] = ()

    @cached_property
    def label_by_key(self) -> dict[str, str]:
        """The key of each name and alias to its label."""
        return {key_of(name): entry.label for entry in self.entries for name in (entry.name, *entry.aliases)}

    @cached_property
    def phrases(self) -> tuple[Phrases, Phrases]:
        """All names, as they are looked for in an ordinary text, and in one that is all in capitals."""
        return Phrases(self.label_by_key), Phrases(self.label_by_key, shouted=True)

    @cached_property
    def towns(self) -> frozenset[str]:
        """Keys of names of places that do not say what is there, and may be those of a town: not "Camp Taji"."""
        heads = self.heads
        places = (entry for entry in self.entries if entry.latitude is not None)
        keys = (key_of(name) for entry in places for name in (entry.name, *entry.aliases))
        return frozenset(key for key in keys if not heads & set(key.split(" ")))

    @cached_property
    def heads(self) -> frozenset[str]:
        """Keys of the nouns of all patterns."""
        return frozenset(key_of(head) for pattern in self.patterns for head in (*pattern.heads, *pattern.bare))

    @cached_property
    def origins(self) -> frozenset[str]:
        """Keys of proper adjectives that patterns of several labels share: "US" troops, rockets and bases."""
        labels: dict[str, set[str]] = {}
        for pattern in self.patterns:
            for word in pattern.modifiers:
                if word[0].isupper():
                    labels.setdefault(key_of(word), set()).add(pattern.label)
        return frozenset(key for key, found in labels.items() if len(found) > 1)

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Capitalised words that begin sentences and are no names, as keys."""
        return frozenset(key_of(word) for word in self.not_names)


@dataclass(frozen=True)
class PatternPhrases:
    """A pattern ready to be looked for."""

    pattern: Pattern
    shouted: bool = False

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Keys of all heads."""
        return frozenset(map(key_of, (*self.pattern.heads, *self.pattern.bare)))

    @cached_property
    def heads(self) -> Phrases:
        return Phrases(self.nouns, shouted=self.shouted)

    @cached_property
    def bare(self) -> frozenset[str]:
        return frozenset(map(key_of, self.pattern.bare))

    @cached_property
    def modifiers(self) -> Phrases:
        return Phrases(map(key_of, self.pattern.modifiers), shouted=self.shouted)
