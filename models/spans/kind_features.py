"""What words are kinds of, as features: a word itself, its neighbours, its phrase, the verbs before and behind."""

from collections.abc import Iterable

from models.spans.word_kinds import kind_of

REACH = 8  # words to either side in which a verb is looked for
BE = frozenset(("was", "were", "been", "be", "being"))
NEAR = (("-1", -1), ("+1", 1), ("-2", -2), ("+2", 2))
Features = list[str]


class Kinds:
    """The kinds of a sentence's words, `keys` in small letters."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.kinds = [kind_of(key) for key in keys]
        self.is_verb = [kind is not None and kind.is_verb for kind in self.kinds]

    def around(self, at: int, head: int) -> Features:
        """Of the word number `at`; `head`: the last word of its phrase."""
        features = [f"M{sign}={self._main(at + by)}" for sign, by in NEAR if self._main(at + by)]
        own, of_head = self.kinds[at], self.kinds[head]
        if own is not None:
            features += [f"M={own.main}", *(f"N={kind}" for kind in own.nouns)]
        if of_head is not None:
            features += [f"nphN={kind}" for kind in of_head.nouns]
        return [*features, *self._verb_before(at), *self._verb_behind(at)]

    def _main(self, at: int) -> str:
        kind = self.kinds[at] if 0 <= at < len(self.kinds) else None
        return kind.main if kind is not None else ""

    def _verb_before(self, at: int) -> Features:
        """P: the word may be who did it, as in "killed by"."""
        verb = self._first_verb(range(at - 1, max(-1, at - REACH - 1), -1))
        if verb is None:
            return []
        passive = "P" if self.keys[verb].endswith("ed") and "by" in self.keys[verb:at] else ""
        return [f"vL={self.keys[verb]}", f"vLs={passive}{self._main(verb)}"]

    def _verb_behind(self, at: int) -> Features:
        """P: it is done to what stands before it, as in "was killed"."""
        verb = self._first_verb(range(at + 1, min(len(self.keys), at + REACH + 1)))
        if verb is None:
            return []
        passive = "P" if self.keys[verb - 1] in BE else ""
        return [f"vR={passive}{self.keys[verb]}", f"vRs={passive}{self._main(verb)}"]

    def _first_verb(self, places: Iterable[int]) -> int | None:
        return next((place for place in places if self.is_verb[place]), None)
