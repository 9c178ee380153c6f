"""Finding near-duplicates in a project against bare datasketch, which holds every band of every text in memory."""

import tempfile
import zlib
from pathlib import Path

from datasketch import MinHash, MinHashLSH

from bench import corpus
from bench.measure import Result, in_turn
from labeling.clusters.candidates import BAND
from labeling.clusters.signatures import N_VALUES
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.near_duplicates import word_runs
from labeling.store.clusters import forget_clusters
from labeling.store.database import open_database, write
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.load import load_documents


def measure(n_documents: int) -> Result:
    texts = {record["id"]: record["text"] for record in corpus.documents(n_documents)}
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder, "project.db"))
        load_documents(db, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])

        def ours() -> None:
            with write(db):
                forget_clusters(db)
            find_all_clusters(db)

        return in_turn(f"find near-duplicates in {n_documents:,} documents", ours, lambda: _bare(texts), budget=2)


def _bare(texts: dict[str, str]) -> None:
    """Signatures and an index in memory; no boilerplate, nothing verified, nothing kept."""
    index, empty = (
        MinHashLSH(num_perm=N_VALUES, params=(N_VALUES // BAND, BAND)),
        MinHash(N_VALUES, hashfunc=zlib.crc32),
    )
    for name, text in texts.items():
        minhash = empty.copy()
        minhash.update_batch([run.encode("utf-8") for run in word_runs(text)])
        index.query(minhash)
        index.insert(name, minhash)
