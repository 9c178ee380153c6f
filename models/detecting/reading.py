"""What the detector reads: the terms that move its scores most, and the words of one article that do."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from models.detecting.counting import Vocabulary
from models.detecting.cutting import as_read
from models.detecting.members import MEMBERS, Members
from models.detecting.space import Features
from models.detecting.stacking import Stack

WORD = re.compile(r"\w(?:[\u0300-\u036f]*\w)+[\u0300-\u036f]*")
N_TERMS = 30  # each way
FEWEST = 3  # documents that hold a term that is told …
SHARE = 0.01  # … and the share of all documents
MOST_WORDS = 400  # different words of an article that are tried


def top_terms(vocabulary: Vocabulary, features: Features, members: Members, stack: Stack) -> list[dict]:
    """The terms that raise and that lower the log odds most, on average where they stand: {"term", "effect", "n"}.

    The members that read words and sentences are sums over terms, so these effects are exact; what topics and known
    things add is left out.
    """
    weight = dict(zip(MEMBERS, stack.weights, strict=True))
    mean = _mean_sentence(features)
    total = weight["words"] * members.words[:-1] * _sum(features.terms)
    for name, weights in (("sentence", members.sentences), ("like marked", members.marked)):
        total += weight[f"best {name}"] * weights[:-1] * _sum(_best_sentence(weights, features) @ features.sentences)
        total += weight[f"mean {name}"] * weights[:-1] * _sum(mean @ features.sentences)
    n_with = np.bincount(features.terms.indices, minlength=features.terms.shape[1])
    total /= np.maximum(n_with, 1)
    told = np.flatnonzero(n_with >= max(FEWEST, SHARE * features.n_documents))
    ranked, terms = told[np.argsort(-total[told], kind="stable")], vocabulary.terms
    chosen = [*ranked[:N_TERMS], *[place for place in ranked[-N_TERMS:] if place not in set(ranked[:N_TERMS])]]
    return [{"term": terms[place], "effect": float(total[place]), "n": int(n_with[place])} for place in chosen]


def marked_words(text: str, scores: Callable[[Sequence[str]], np.ndarray]) -> list[tuple[int, int, float]]:
    """(start, end, effect) of every word of an article: how much its score would fall without that word, anywhere.

    `scores` gives the probability of each text. Words that are left out: none, up to MOST_WORDS different ones.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for found in WORD.finditer(text):
        places.setdefault(as_read(found.group()), []).append(found.span())
    tried = list(places)[:MOST_WORDS]
    said = scores([text, *(_without(text, places[word]) for word in tried)])
    effects = [
        (start, end, float(said[0] - without))
        for word, without in zip(tried, said[1:], strict=True)
        for start, end in places[word]
    ]
    return sorted(effects)


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    pieces, last = [], 0
    for start, end in places:
        pieces += [text[last:start], " "]
        last = end
    return "".join([*pieces, text[last:]])


def _mean_sentence(features: Features) -> csr_matrix:
    """Shape (n_documents, n_sentences): in each row the sentences of a document share a weight of 1."""
    of = features.document_of_sentence
    n_of = np.bincount(of, minlength=features.n_documents)
    return csr_matrix((1 / n_of[of], (of, np.arange(len(of)))), shape=(features.n_documents, len(of)))


def _best_sentence(weights: np.ndarray, features: Features) -> csr_matrix:
    """The same shape: a one for the sentence of each document that says most."""
    said, of = features.sentences @ weights[:-1], features.document_of_sentence
    order = np.lexsort((-said, of))
    first = order[np.diff(of[order], prepend=-1) > 0]
    return csr_matrix((np.ones(len(first)), (of[first], first)), shape=(features.n_documents, len(of)))


def _sum(x: csr_matrix) -> np.ndarray:
    """Of each column."""
    return np.bincount(x.indices, x.data, minlength=x.shape[1])
