"""What is known before anybody answers: the scheme's keywords, the gazetteer's names, the words of killing and hurting.

Labels are data: every label of the gazetteer is a kind, whatever its name; so is every outcome of a casualty.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix

from labeling.core.casualties.words import BASES, GERUNDS, NOUNS, STATES, VERBS
from labeling.core.suggesting.gazetteer import Gazetteer
from models.detecting.cutting import tokens_of

LEAD = 3  # sentences: reports name the attack early
SHORTEST = 3  # letters of a word that is a phrase by itself: "us" is seldom the country


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one or two words as (words, place of a group); the first `n_kinds` groups are kinds of thing."""

    groups: tuple[str, ...]
    n_kinds: int
    found: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def words(self) -> list[str]:
        """Every word that stands in a phrase, sorted."""
        return sorted({word for words, _ in self.found for word in words})


def phrases_of(keywords: Sequence[str], gazetteer: Gazetteer | None) -> Phrases:
    """The groups: labels of the gazetteer and outcomes of casualties (the kinds), then each keyword by itself."""
    names: dict[str, list[str]] = {}
    for entry in gazetteer.entries if gazetteer else ():
        names.setdefault(entry.label, []).extend((entry.name, *entry.aliases))
    for pattern in gazetteer.patterns if gazetteer else ():
        names.setdefault(pattern.label, []).extend((*pattern.heads, *pattern.bare))
    for word, outcome in (VERBS | GERUNDS | BASES | STATES | NOUNS).items():
        names.setdefault(f"casualty {outcome}", []).append(word)
    n_kinds = len(names)
    names |= {f"keyword {keyword}": [keyword] for keyword in keywords}
    found = {(words, place) for place, group in enumerate(names) for words in _short(names[group])}
    return Phrases(tuple(names), n_kinds, tuple(sorted(found)))


def _short(names: Iterable[str]) -> Iterable[tuple[str, ...]]:
    """Each name by its first two words: enough to tell it, and quick to look for."""
    for name in names:
        words = tuple(tokens_of(name)[:2])
        if len(words) == 2 or (words and len(words[0]) >= SHORTEST):
            yield words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by the numbers of their words.

    single: shape (n_words, n_groups); doubles: shape (n_doubles, n_groups), a row for each of `keys`, sorted, which are
    left * n_words + right.
    """

    single: csr_matrix
    keys: np.ndarray
    doubles: csr_matrix
    n_kinds: int


def lexicon_of(phrases: Phrases, number_by_word: Mapping[str, int], n_words: int) -> Lexicon:
    """The phrases whose words are all numbered."""
    n_groups = len(phrases.groups)
    numbered = [
        ([number_by_word[word] for word in words], place)
        for words, place in phrases.found
        if all(word in number_by_word for word in words)
    ]
    ones = [(numbers[0], place) for numbers, place in numbered if len(numbers) == 1]
    twos = [(numbers[0] * n_words + numbers[1], place) for numbers, place in numbered if len(numbers) == 2]
    keys, rows = np.unique(np.array([key for key, _ in twos], dtype=np.int64), return_inverse=True)
    return Lexicon(
        single=_table([row for row, _ in ones], [place for _, place in ones], (n_words, n_groups)),
        keys=keys,
        doubles=_table(rows, [place for _, place in twos], (len(keys), n_groups)),
        n_kinds=phrases.n_kinds,
    )


def _table(rows: Sequence[int], columns: Sequence[int], shape: tuple[int, int]) -> csr_matrix:
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def known_features(found: csr_matrix, document_of_sentence: np.ndarray, n_documents: int, n_kinds: int) -> np.ndarray:
    """What is known of each document, shape (n_documents, n_known), from phrases by sentence (n_sentences, n_groups).

    Log counts of each group; of kinds the share of sentences, whether one stands in the lead, and, for each two, the
    log number of sentences that hold both.
    """
    n_sentences = len(document_of_sentence)
    by_document = _table(document_of_sentence, np.arange(n_sentences), (n_documents, n_sentences))
    n_of = np.maximum(np.bincount(document_of_sentence, minlength=n_documents), 1)[:, None]
    has = (found[:, :n_kinds] > 0).toarray().astype(float)
    rank = np.arange(n_sentences) - np.searchsorted(document_of_sentence, document_of_sentence)
    both = [has[:, one] * has[:, other] for one, other in combinations(range(n_kinds), 2)]
    together = np.column_stack(both) if both else np.zeros((n_sentences, 0))
    return np.hstack(
        [
            np.log1p((by_document @ found).toarray()),
            (by_document @ has) / n_of,
            np.minimum(by_document @ (has * (rank < LEAD)[:, None]), 1),
            np.log1p(by_document @ together),
        ]
    )
