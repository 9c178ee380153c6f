"""Whether spaCy's NER would beat the CRF for any label of re3d, and what it costs: python -m bench.spacy_spans 0 120

The first word is the seed of the draw, the second how many seconds of processor time spaCy may train.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as SpacyExample
from spacy.util import filter_spans, fix_random_seed, load_model_from_config

from bench.gold import marked
from bench.quality_spans import counts_of, learned
from exports.spacy_pack.configs import make_config
from exports.spacy_pack.paragraphs import pieces
from models.spans.examples import MarkedText
from models.spans.judging import f1

HELD_OUT = 0.2  # of the documents: too few to be generous, too many to be missed in training
BATCH = 4  # paragraphs
LABELS = ("ACTOR", "WEAPON", "BASE")  # those of re3d
SEED = 7


def lines(seed: int, seconds: float) -> Iterator[str]:
    """F1 of exact spans by label, on held-out training documents and on dev; no model saw either."""
    known, dev = marked("re3d", "train"), marked("re3d", "dev")
    order = np.random.default_rng(seed).permutation(len(known))
    n_held_out = round(HELD_OUT * len(known))
    held_out, inside = [known[row] for row in order[:n_held_out]], [known[row] for row in order[n_held_out:]]
    begin = time.process_time()
    crf = learned(inside)
    yield f"seed {seed}: CRF from {len(inside)} documents in {time.process_time() - begin:.0f} s of processor time"
    nlp, averages = _trained(inside, seconds, seed)
    with nlp.use_params(averages):
        yield f"seed {seed}: spaCy from the same in {seconds:.0f} s, {len(nlp.to_bytes()) / 1e6:.1f} MB"
        for name, some in (("held out", held_out), ("dev", dev)):
            counts = counts_of(crf, some)
            for label in LABELS:
                figures = {
                    "CRF": counts.learned[label],
                    "known": counts.known[label],
                    "spaCy": _found(nlp, some, label),
                }
                n_spans = int(counts.learned[label][:, 2].sum())
                told = ", ".join(f"{model} {f1(of):.3f}" for model, of in figures.items())
                yield f"seed {seed}, {name}, {label}: {told} (n = {n_spans} spans in {len(some)} documents)"


def _trained(texts: Sequence[MarkedText], seconds: float, seed: int) -> tuple[Language, dict]:
    """By the pack's own config, one paragraph a Doc; the averaged weights are what is measured."""
    blank = spacy.blank("en")
    docs = [doc for one in texts for doc in _paragraphs(blank, one)]
    config = make_config("ner", n_train_tokens=sum(map(len, docs)), sizes=(1,), files={"train": "-", "dev": "-"})
    config["paths"] = dict.fromkeys(config["paths"])
    fix_random_seed(SEED)
    nlp = load_model_from_config(config, auto_fill=True)
    examples = [SpacyExample(nlp.make_doc(doc.text), doc) for doc in docs]
    optimizer, begin, chance = nlp.initialize(lambda: examples), time.process_time(), random.Random(seed)
    while time.process_time() - begin < seconds:
        nlp.update(chance.sample(examples, BATCH), sgd=optimizer, drop=config["training"]["dropout"])
    return nlp, optimizer.averages


def _paragraphs(nlp: Language, one: MarkedText) -> Iterator[Doc]:
    for start, end in pieces(one.text):
        doc = nlp.make_doc(one.text[start:end])
        inside = (mark for mark in one.marks if start <= mark[0] and mark[1] <= end)
        spans = [doc.char_span(first - start, last - start, label=label) for first, last, label in inside]
        doc.ents = filter_spans([span for span in spans if span is not None])
        yield doc


def _found(nlp: Language, texts: Sequence[MarkedText], label: str) -> np.ndarray:
    """(right, proposed, marked) of each text; shape (n_texts, 3)."""
    counts = []
    for one in texts:
        gold = {(start, end) for start, end, name in one.marks if name == label}
        said = {
            (ent.start_char + start, ent.end_char + start)
            for start, end in pieces(one.text)
            for ent in nlp(one.text[start:end]).ents
            if ent.label_ == label
        }
        counts.append((len(said & gold), len(said), len(gold)))
    return np.array(counts)


if __name__ == "__main__":
    for line in lines(int(sys.argv[1]), float(sys.argv[2])):
        print(line, flush=True)
