"""Finding near-duplicates in the documents of a project, batch by batch; nothing of it goes into the log."""

from collections import OrderedDict
from collections.abc import Callable

from sqlite_utils import Database

from labeling.core.joined import Joined
from labeling.core.near_duplicates import is_near_duplicate, word_runs
from labeling.store import clusters as store
from labeling.store.database import write
from labeling.store.documents import n_documents, texts
from labeling.store.locked_slice import settle
from labeling.workflow.reading_text import reading_text

BATCH = 200  # documents
MOST_REMEMBERED = 300  # texts whose runs are kept while others are compared with them: some 30 MB
Progress = Callable[[float, str], object]


class Known:
    """The signatures of a database that were read so far; only those added since are read again."""

    def __init__(self) -> None:
        self.runs: OrderedDict[str, frozenset[str]] = OrderedDict()
        self.forget()

    def forget(self) -> None:
        from labeling.clusters.index import Index  # datasketch and numpy: only where texts are compared

        self.index = Index()
        self.newest = 0

    def read(self, db: Database) -> None:
        from labeling.clusters.index import Signed

        if store.newest_signature(db) < self.newest:
            self.forget()  # somebody emptied the table, so that everything is compared anew
        if added := store.signatures_after(db, self.newest):
            self.newest = added[-1][0]
            self.index.add([Signed(*row) for _, *row in added])

    def runs_of(self, db: Database, document_id: str) -> frozenset[str]:
        """The runs of a document, from its text where they are not remembered."""
        if document_id not in self.runs:
            [(_, text)] = texts(db, [document_id])
            self.remember(document_id, runs_of_text(text))
        self.runs.move_to_end(document_id)
        return self.runs[document_id]

    def remember(self, document_id: str, runs: frozenset[str]) -> None:
        self.runs[document_id] = runs
        while len(self.runs) > MOST_REMEMBERED:
            self.runs.popitem(last=False)


def runs_of_text(text: str) -> frozenset[str]:
    """What a text is compared by: its runs of words without boilerplate.

    By phrases alone: what repeats in a source changes as the source grows, and then clusters would depend on the order
    of loading. It is not needed either: boilerplate that fills less than half of a text makes no near-duplicates.
    """
    return word_runs(reading_text(text))


def find_clusters(db: Database, *, limit: int = BATCH, known: Known | None = None) -> int:
    """Compare up to `limit` new documents with each other and with all before them; how many there were.

    The same documents give the same clusters, in whatever order and batches they come. `known`: the same object for
    the same database from batch to batch, so that signatures are not read each time.
    """
    known = known or Known()
    known.read(db)
    rows = store.documents_without_signature(db, limit)
    if not rows:
        return 0
    joined, clustered, added = _compared(db, known, rows)
    with write(db):
        if store.newest_signature(db) != known.newest:
            return len(rows)  # another process compared some meanwhile: with them, from the beginning
        store.add_signatures(db, added)
        cluster_by_id = {one: joined.of(one) for one in clustered}
        renamed = {name: joined.of(name) for name in joined.nearer}
        store.write_clusters(db, cluster_by_id, renamed)
        settle(db, sorted(set(cluster_by_id.values())), [one for one, _ in rows if one not in cluster_by_id])
    return len(rows)


def find_all_clusters(db: Database, progress: Progress = lambda share, what: None) -> None:
    """Bring the clusters up to date: whatever splits documents, or learns from them, asks for this first."""
    n_all, known = n_documents(db), None
    while store.n_signatures(db) < n_all:
        known = known or Known()
        if not find_clusters(db, known=known):
            return
        n_done = store.n_signatures(db)
        progress(min(1.0, n_done / n_all), f"{n_done:,} documents compared, to find near-duplicates")


def _compared(
    db: Database, known: Known, rows: list[tuple[str, str]]
) -> tuple[Joined, set[str], list[tuple[str, int, bytes]]]:
    """Who belongs together, the documents that are in a cluster now and were not, and the new signatures."""
    from labeling.clusters.index import signed

    new = {document_id: runs_of_text(text) for document_id, text in rows}
    added = [signed(document_id, runs) for document_id, runs in new.items()]
    pairs = known.index.pairs(added)
    joined, clustered = Joined(), set()
    for one, cluster in store.clusters_of(db, {other for _, other in pairs} - new.keys()).items():
        joined.join(one, cluster)
    for one, other in pairs:
        if joined.of(one) == joined.of(other):
            continue  # others tie them together already
        if is_near_duplicate(new[one], new[other] if other in new else known.runs_of(db, other)):
            joined.join(one, other)
            clustered |= {one, other}
    return joined, clustered, [(one.document_id, one.n_runs, one.values) for one in added]
