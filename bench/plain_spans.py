"""A plain CRF on MUC-4, after 100 documents and after 100 that all have marks: python -m bench.plain_spans 5

The word is the number of draws. One CRF for all labels with the usual features, its best path, nothing else: what our
suggester is compared with.
"""

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from sklearn_crfsuite import CRF

from bench.gold import marked
from bench.quality_detector import GAZETTEER
from bench.quality_spans import counts_of, learned
from models.spans.examples import Example, MarkedText
from models.spans.judging import f1
from models.spans.sentences import Token, read_text

N = 100  # documents
SETTINGS = {"algorithm": "lbfgs", "c1": 0.1, "c2": 0.1, "max_iterations": 100}
REACH = 2  # words to either side


def lines(n_draws: int) -> Iterator[str]:
    """F1 of exact spans on dev, on all documents and on those with marks, for both kinds of draws."""
    known, dev = marked("muc4", "train"), marked("muc4", "dev")
    new = [Example(one, GAZETTEER) for one in dev]
    has_marks = np.array([bool(one.marks) for one in dev])
    for kind, pool in (("any", known), ("with marks", [one for one in known if one.marks])):
        for seed in range(n_draws):
            order = np.random.default_rng(seed).permutation(len(pool))
            drawn = [pool[row] for row in sorted(order[:N])]
            counts = {"plain CRF": _plain(drawn, new), "ours": sum(counts_of(learned(drawn), dev).learned.values())}
            told = ", ".join(f"{name} {f1(of):.3f} ({f1(of[has_marks]):.3f})" for name, of in counts.items())
            yield f"{N} documents ({kind}), draw {seed}: {told}; in brackets: dev documents with marks"


def _plain(known: Sequence[MarkedText], new: Sequence[Example]) -> np.ndarray:
    """(right, proposed, marked) of each new text; shape (n_texts, 3)."""
    examples = [Example(one, GAZETTEER) for one in known]
    sentences = [_features(line) for one in examples for line in read_text(one.text).lines]
    crf = CRF(**SETTINGS).fit(sentences, [tags for one in examples for tags in _tags(one)])
    counts = []
    for one in new:
        path = [tag for tags in crf.predict([_features(line) for line in read_text(one.text).lines]) for tag in tags]
        said = set(_spans(path))
        gold = {(*place, label) for label, places in one.places.items() for place in places}
        counts.append((len(said & gold), len(said), len(gold) + one.n_off))
    return np.array(counts)


def _features(line: Sequence[Token]) -> list[list[str]]:
    keys = ["<s>"] * REACH + [token.key for token in line] + ["</s>"] * REACH
    shapes = [""] * REACH + [token.shape for token in line] + [""] * REACH
    return [
        ["b", *(f"{by}={keys[at + by]}" for by in range(-REACH, REACH + 1)), keys[at][:2], keys[at][-2:]]
        + [f"{by}{name}" for by in (-1, 0, 1) for name in _form(keys[at + by], shapes[at + by])]
        for at in range(REACH, len(line) + REACH)
    ]


def _form(key: str, shape: str) -> tuple[str, ...]:
    return f"p={key[:3]}", f"s={key[-3:]}", f"h={shape}"


def _tags(one: Example) -> Iterator[list[str]]:
    """B, I and O of all labels; of marks over each other the first and longest counts."""
    tags = ["O"] * len(one.keys)
    places = sorted((first, -end, label) for label, of in one.places.items() for first, end in of)
    for first, end, label in ((first, -end, label) for first, end, label in places):
        if set(tags[first:end]) == {"O"}:
            tags[first:end] = [f"B{label}", *[f"I{label}"] * (end - first - 1)]
    begin = 0
    for length in one.lengths:
        yield tags[begin : begin + length]
        begin += length


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    first = None
    for at, tag in enumerate([*tags, "O"]):
        if first is not None and tag != f"I{tags[first][1:]}":
            yield first, at, tags[first][1:]
            first = None
        if tag[0] == "B":
            first = at


if __name__ == "__main__":
    for line in lines(int(sys.argv[1])):
        print(line, flush=True)
