"""Tokens by spaCy: what a selection snaps to, and what an export is cut into."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language

from labeling.core.tokens import Tokens


@lru_cache(maxsize=1)
def blank_pipeline() -> Language:
    """The one pipeline whose tokenizer cuts texts here and in exports; long texts are allowed."""
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    return nlp


def tokenise(texts: Iterable[str]) -> Iterator[Tokens]:
    """The tokens of each text, as code points."""
    make_doc = blank_pipeline().make_doc
    for text in texts:
        words = [token for token in make_doc(text) if not token.is_space]
        yield Tokens(tuple(w.idx for w in words), tuple(w.idx + len(w.text) for w in words))
