"""Trains spaCy on packs of real articles and measures it on held-out ones: python -m bench.packs re3d ner spancat"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc

from bench.labelling import SHARED, gold_of
from exports.sources import read_paths
from exports.spacy_pack.pack import write_pack
from exports.spacy_pack.settings import PackSettings
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents

COMPONENTS = ("ner", "spancat")
USUAL = PackSettings(annotator="gold", rule="random", test_share=0, dev_share=0.15)


def measure(corpus: str, component: str, settings: PackSettings = USUAL) -> str:
    """A pack of the corpus's training file, a model of it as its config says, its exact spans in the held-out file.

    Held-out documents are read whole and compared with all their spans, nested ones too.
    """
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "pack"
        db = open_database(Path(folder) / "project.db")
        file = SHARED / "data" / corpus / "train.jsonl"
        load_documents(db, read_paths([file], scheme=current_scheme(db), annotator=settings.annotator).documents)
        contents = write_pack(db, pack, settings)
        begin = time.perf_counter()
        words = [sys.executable, "-m", "spacy", "train", f"config_{component}.cfg", "--output", "model"]
        subprocess.run(words, cwd=pack, check=True, stdout=subprocess.DEVNULL)
        minutes = (time.perf_counter() - begin) / 60
        nlp = spacy.load(pack / "model" / "model-best")
        held_out = gold_of(SHARED / "data" / corpus / "dev.jsonl")
        scores = exact((_places(nlp(text), component), gold) for _, text, gold in held_out)
    unit = "paragraphs" if contents.is_cut else "whole documents"
    return f"{corpus} {component}: {scores}; trained on {contents.n_docs['train']:,} {unit} in {minutes:.1f} min"


def _places(doc: Doc, component: str) -> set[tuple[int, int, str]]:
    spans = doc.ents if component == "ner" else doc.spans["sc"]
    return {(span.start_char, span.end_char, span.label_) for span in spans}


def exact(pairs: Iterable[tuple[set, set]]) -> str:
    """Precision, recall and F1 of predicted spans against gold ones, all documents together."""
    pairs = list(pairs)
    hits = sum(len(predicted & gold) for predicted, gold in pairs)
    n_predicted, n_gold = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    precision, recall = hits / max(1, n_predicted), hits / max(1, n_gold)
    f1 = 2 * hits / max(1, n_predicted + n_gold)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (n = {n_gold:,} spans in {len(pairs):,} documents)"


if __name__ == "__main__":
    for name in sys.argv[2:] or COMPONENTS:
        print(measure(sys.argv[1] if len(sys.argv) > 1 else "re3d", name), flush=True)
