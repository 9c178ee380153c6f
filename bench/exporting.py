"""Exporting: the spaCy pack against bare spaCy on the same documents; JSONL in documents a second."""

import tempfile
import time
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.util import filter_spans

from bench import corpus
from bench.loading import load
from bench.measure import Result, in_turn
from exports.jsonl_file import write_jsonl
from exports.spacy_pack.pack import write_pack
from exports.spacy_pack.settings import PackSettings
from labeling.store.database import open_database


def measure(n_documents: int) -> tuple[Result, str]:
    records = corpus.documents(n_documents)
    with tempfile.TemporaryDirectory() as folder:
        file, database = Path(folder, "corpus.jsonl"), Path(folder, "project.db")
        corpus.write(file, records)
        load(file, database)
        db, number = open_database(database), iter(range(100))
        result = in_turn(
            f"export {n_documents:,} documents as a spaCy pack",
            lambda: write_pack(db, Path(folder, f"pack{next(number)}"), PackSettings()),
            lambda: _bare(records, Path(folder, "bare.spacy")),
            budget=1.25,
        )
        begin = time.perf_counter()
        write_jsonl(db, Path(folder, "out.jsonl"))
        rate = n_documents / (time.perf_counter() - begin)
    return result, f"export as JSONL: {rate:,.0f} documents/s (budget 2,000)"


def _bare(records: list[dict], file: Path) -> None:
    """What people write by hand: tokenise, char_span, entities without overlaps, DocBin with user data."""
    nlp, binary = spacy.blank("en"), DocBin(store_user_data=True)
    for record in records:
        doc = nlp.make_doc(record["text"])
        spans = [
            doc.char_span(s["start"], s["end"], label=s["label"], alignment_mode="expand") for s in record["spans"]
        ]
        doc.spans["sc"] = spans
        doc.ents = filter_spans(spans)
        doc.user_data["id"] = record["id"]
        binary.add(doc)
    binary.to_disk(file)
