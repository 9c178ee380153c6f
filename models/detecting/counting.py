"""Texts as counts of words, pairs of neighbours and known phrases: counted once, so that a fold only weighs them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from labeling.core.errors import TrainingRefused
from models.detecting.cutting import UNKNOWN, Cut, Numbers, cut
from models.detecting.lexicon import Lexicon, Phrases, known_features, lexicon_of

ENOUGH = 50  # texts from which on a term must stand in FEWEST of them: it tells nothing of any other text
FEWEST = 2
SHORT_TEXT = 10  # words: below that, length says little of how much a text speaks of a thing
NO_WORDS = "None of the {n:,} answered documents holds a word of two letters, so there is nothing to learn from."


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is counted. `pairs`: left * n_words + right of neighbouring words, sorted."""

    words: tuple[str, ...]
    pairs: np.ndarray
    lexicon: Lexicon

    @property
    def n_words(self) -> int:
        return len(self.words)

    @property
    def terms(self) -> list[str]:
        """Every term in the order of its column: words, then pairs with a blank between."""
        pairs = zip(*np.divmod(self.pairs, max(self.n_words, 1)), strict=True)
        return [*self.words, *(f"{self.words[left]} {self.words[right]}" for left, right in pairs)]


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as counts.

    terms: shape (n_documents, n_terms); sentences: shape (n_sentences, n_terms); both 1 + log of the count, first of
    words, then of pairs. document_of_sentence: shape (n_sentences,), sorted. known: shape (n_documents, n_known), see
    `known_features`; keywords: shape (n_documents,), how much each speaks of the scheme's keywords.
    n_keywords: shape (n_sentences,), how many of them stand in each sentence; n_labels: shape (n_sentences,), how many
    different labels people marked in each.
    """

    terms: csr_matrix
    sentences: csr_matrix
    document_of_sentence: np.ndarray
    known: np.ndarray
    keywords: np.ndarray
    n_keywords: np.ndarray
    n_labels: np.ndarray
    n_words: int

    @property
    def n_documents(self) -> int:
        return self.terms.shape[0]


def count(texts: Sequence[str], vocabulary: Vocabulary, numbers: Numbers) -> Counted:
    """Count the terms of `vocabulary` in texts; `numbers` are those of its words."""
    found = cut(texts, numbers)
    return _counted(found, vocabulary, *_neighbours(found, vocabulary.n_words), ())


def count_anew(
    texts: Sequence[str], n_answered: int, phrases: Phrases, marks: Sequence[Sequence[tuple[int, str]]] = ()
) -> tuple[Counted, Vocabulary]:
    """Find the terms that these texts share and count them; the first `n_answered` are those to learn from.

    `marks`: (start, label) of the spans in the first texts, sorted. TrainingRefused where the answered ones hold no
    word.
    """
    numbers = Numbers(phrases.words, growing=True)
    n_given = numbers.n_words
    found = cut(texts, numbers, [[start for start, _ in of] for of in marks])
    if not (found.document_of < n_answered).any():
        raise TrainingRefused(NO_WORDS.format(n=n_answered))
    fewest = FEWEST if len(texts) >= ENOUGH else 1
    kept = _n_documents_with(found.document_of, found.words, numbers.n_words) >= fewest
    kept[:n_given] = True
    renumbered = np.where(kept, np.cumsum(kept) - 1, UNKNOWN).astype(np.int32)
    found = Cut(
        renumbered[found.words],
        found.sentence_of,
        found.document_of,
        found.document_of_sentence,
        found.n_documents,
        found.marked,
    )
    words = tuple(word for word, is_kept in zip(numbers, kept, strict=True) if is_kept)
    number_by_word = {word: number for number, word in enumerate(words)}
    at, keys = _neighbours(found, len(words))
    pairs = _pairs(found.document_of[at], keys, n_answered, fewest)
    vocabulary = Vocabulary(words, pairs, lexicon_of(phrases, number_by_word, len(words)))
    return _counted(found, vocabulary, at, keys, [label for of in marks for _, label in of]), vocabulary


def _neighbours(found: Cut, n_words: int) -> tuple[np.ndarray, np.ndarray]:
    """(at, keys) of each two neighbours in a sentence that both have a number: `at` is the place of the left one."""
    left, right = found.words[:-1], found.words[1:]
    at = np.flatnonzero((left >= 0) & (right >= 0) & (found.sentence_of[:-1] == found.sentence_of[1:]))
    return at, left[at].astype(np.int64) * n_words + right[at]


def _pairs(document_of: np.ndarray, keys: np.ndarray, n_answered: int, fewest: int) -> np.ndarray:
    """Those of the pairs `keys`, sorted, that stand in `fewest` documents, one of them answered."""
    order = np.argsort(keys, kind="stable")  # of one pair, documents stay in their order
    ranked, documents = keys[order], document_of[order]
    is_new_pair = np.diff(ranked, prepend=-1) > 0
    is_new = is_new_pair | (np.diff(documents, prepend=-1) > 0)
    pair_of = np.cumsum(is_new_pair) - 1
    n_with = np.bincount(pair_of[is_new])
    return ranked[is_new_pair][(n_with >= fewest) & (documents[is_new_pair] < n_answered)]


def _n_documents_with(document_of: np.ndarray, columns: np.ndarray, n_columns: int) -> np.ndarray:
    """In how many documents each column stands, shape (n_columns,)."""
    ranked = np.sort(document_of * np.int64(n_columns) + columns)  # many times as quick as numpy's `unique`
    is_new = np.diff(ranked, prepend=-1) > 0
    return np.bincount(ranked[is_new] % max(n_columns, 1), minlength=n_columns)


def _counted(found: Cut, vocabulary: Vocabulary, at: np.ndarray, keys: np.ndarray, labels: Sequence[str]) -> Counted:
    n_words, lexicon, n_sentences = vocabulary.n_words, vocabulary.lexicon, len(found.document_of_sentence)
    is_known = found.words >= 0
    words = found.words[is_known]
    is_pair, pair = _places(vocabulary.pairs, keys)
    columns, n_terms = np.concatenate([words, n_words + pair]), n_words + len(vocabulary.pairs)
    places = np.concatenate([np.flatnonzero(is_known), at[is_pair]])
    terms = _counts(found.document_of[places], columns, (found.n_documents, n_terms))
    sentences = _counts(found.sentence_of[places], columns, (n_sentences, n_terms))
    is_double, double = _places(lexicon.keys, keys)
    phrases = sentences[:, :n_words] @ lexicon.single
    if len(double):
        shape = (n_sentences, len(lexicon.keys))
        phrases = phrases + _counts(found.sentence_of[at[is_double]], double, shape) @ lexicon.doubles
    phrases = phrases.tocsr()
    known = known_features(phrases, found.document_of_sentence, found.n_documents, lexicon.n_kinds)
    n_groups, n_of = lexicon.single.shape[1], np.bincount(found.document_of, minlength=found.n_documents)
    keywords = known[:, lexicon.n_kinds : n_groups].sum(axis=1) / np.log(SHORT_TEXT + n_of)
    n_keywords = np.asarray(phrases[:, lexicon.n_kinds :].sum(axis=1)).ravel()
    for matrix in (terms, sentences):
        np.log(matrix.data, out=matrix.data)
        matrix.data += 1
    different = {(sentence, label) for sentence, label in zip(found.marked.tolist(), labels, strict=True)}
    n_labels = np.bincount([sentence for sentence, _ in different], minlength=n_sentences)
    spoken = (known, keywords, n_keywords, n_labels)
    return Counted(terms, sentences, found.document_of_sentence, *spoken, n_words)


def _places(ranked: np.ndarray, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which of `keys` are in `ranked`, and where: shapes (n_keys,) of bool and (n_found,)."""
    if not len(ranked):
        return np.zeros(len(keys), dtype=bool), np.zeros(0, dtype=np.int64)
    place = np.minimum(np.searchsorted(ranked, keys), len(ranked) - 1)
    is_there = ranked[place] == keys
    return is_there, place[is_there]


def _counts(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> csr_matrix:
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
