"""What words weigh and which topics they make up: learned from texts alone, answered or not, never from answers."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

from models.detecting.counting import ENOUGH, FEWEST, Counted

MOST = 0.6  # of the documents: a term in more of them tells nothing
N_TOPICS = (10, 50)  # the broad ones and all; both lengths count the same, so the broad ones count twice
TOPIC_SHARE = 0.005  # of the documents hold a word that topics are made of
ROUNDS = 4  # of the power iteration; 7 were no better
SEED = 7
FOCUS = 10.0  # how much more a sentence tells for each keyword in it; 2.5 to 50 were much the same on MUC-4 train


@dataclass(frozen=True, slots=True)
class Space:
    """idf: shape (n_terms,), 0 where a term is not looked at. topics: shape (n_words, n_topics).

    focus: how much more a sentence tells of the topics of its document for each keyword in it; None: the document is
    read as a whole, as older versions do.
    """

    idf: np.ndarray
    topics: np.ndarray
    focus: float | None = FOCUS


@dataclass(frozen=True, slots=True)
class Features:
    """Documents as the members of the detector see them.

    terms: shape (n_documents, n_terms), rows of length 1; sentences: shape (n_sentences, n_terms), the same.
    topics: shape (n_documents, n_topics); known: shape (n_documents, n_known); keywords: shape (n_documents,).
    document_of_sentence: shape (n_sentences,), sorted; n_labels: shape (n_sentences,), different labels marked in each.
    """

    terms: csr_matrix
    sentences: csr_matrix
    document_of_sentence: np.ndarray
    topics: np.ndarray
    known: np.ndarray
    keywords: np.ndarray
    n_labels: np.ndarray

    @property
    def n_documents(self) -> int:
        return self.terms.shape[0]


def space_of(counted: Counted, rows: np.ndarray) -> Space:
    """Learn from the documents `rows` alone."""
    terms = counted.terms[rows]
    n = len(rows)
    n_with = np.bincount(terms.indices, minlength=terms.shape[1])
    usual = (n_with >= FEWEST) & (n_with <= MOST * n) if n >= ENOUGH else n_with > 0
    if not usual.any():
        usual = n_with > 0
    idf = np.where(usual, np.log((1 + n) / (1 + n_with)) + 1, 0)
    in_topics = idf * (n_with >= TOPIC_SHARE * n)
    return Space(idf, _topics(terms[:, : counted.n_words], in_topics[: counted.n_words]))


def _topics(words: csr_matrix, idf: np.ndarray) -> np.ndarray:
    n_topics = min(N_TOPICS[-1], words.shape[0] - 1, np.count_nonzero(idf) - 1)
    if n_topics < 1:
        return np.zeros((words.shape[1], 0))
    used = np.flatnonzero(idf)
    weighted = _weighted(words[:, used], idf[used])
    _, _, found = randomized_svd(weighted, n_topics, n_iter=ROUNDS, random_state=SEED)
    topics = np.zeros((words.shape[1], n_topics))
    topics[used] = found.T
    return topics


def features_of(counted: Counted, space: Space) -> Features:
    """Weigh counted documents."""
    n_words = len(space.topics)
    terms, sentences = _weighted(counted.terms, space.idf), _weighted(counted.sentences, space.idf)
    if space.focus is None:
        found = terms[:, :n_words] @ space.topics
    else:
        found = _focused(counted, space.focus) @ (sentences[:, :n_words] @ space.topics)
    topics = np.hstack([_of_length_one(found[:, :n_topics]) for n_topics in N_TOPICS])
    known = (counted.known, counted.keywords)
    return Features(terms, sentences, counted.document_of_sentence, topics, *known, counted.n_labels)


def _focused(counted: Counted, focus: float) -> csr_matrix:
    """How much each sentence weighs in its document, shape (n_documents, n_sentences).

    Reports and others are about different things where they speak of attacks; elsewhere they are about the same ones.
    """
    weights = 1 + focus * counted.n_keywords
    places = (counted.document_of_sentence, np.arange(len(weights)))
    return csr_matrix((weights, places), shape=(counted.n_documents, len(weights)))


def _weighted(counts: csr_matrix, idf: np.ndarray) -> csr_matrix:
    """Rows of length 1, or of zeros."""
    weighted, n_of = counts.data * idf[counts.indices], np.diff(counts.indptr)
    lengths = np.sqrt(np.bincount(np.repeat(np.arange(len(n_of)), n_of), weighted**2, minlength=len(n_of)))
    weighted /= np.repeat(np.where(lengths > 0, lengths, 1), n_of)
    return csr_matrix((weighted, counts.indices, counts.indptr), shape=counts.shape)


def _of_length_one(rows: np.ndarray) -> np.ndarray:
    """Rows of length 1, or of zeros; scikit-learn's refuses to do this to nothing."""
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return rows / np.where(lengths > 0, lengths, 1)
