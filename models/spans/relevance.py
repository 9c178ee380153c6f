"""Whether a text is one in which people mark anything at all: the words of the whole text say so."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.spans.examples import Example, ReadText
from models.spans.progress import Tell, followed

FEWEST = 5  # texts with marks, and texts without, from which on there is something to learn
STRENGTH = 10.0


@dataclass(frozen=True)
class Relevance:
    """Each word or pair of words to (idf, weight). Without any, every text is as relevant as the next."""

    terms: Mapping[str, tuple[float, float]]
    bias: float = 0.0

    def of(self, text: ReadText) -> float:
        """Log odds that somebody marks something in the text; 0 where nothing was learned."""
        total = length = 0.0
        for term, n in Counter(_terms(text.keys)).items():
            if term in self.terms:
                idf, weight = self.terms[term]
                value = (1 + math.log(n)) * idf
                total += value * weight
                length += value * value
        return self.bias + (total / math.sqrt(length) if length else 0.0)


def learn_relevance(examples: Sequence[Example], tell: Tell = lambda share: None) -> Relevance:
    """Learn from texts with and without marks; where one kind is rare, nothing."""
    is_marked = [bool(example.places) for example in examples]
    if min(sum(is_marked), len(is_marked) - sum(is_marked)) < FEWEST:
        return Relevance({})
    vectorizer = TfidfVectorizer(analyzer=_terms, min_df=2, sublinear_tf=True)
    rows = vectorizer.fit_transform(example.keys for example in followed(examples, tell))
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500).fit(rows, is_marked)
    numbers = zip(vectorizer.idf_.tolist(), regression.coef_[0].tolist(), strict=True)
    return Relevance(
        dict(zip(vectorizer.get_feature_names_out(), numbers, strict=True)), float(regression.intercept_[0])
    )


def _terms(keys: Sequence[str]) -> Iterator[str]:
    yield from keys
    yield from (f"{before} {after}" for before, after in pairwise(keys))
