"""Which documents are one piece of evidence."""

from collections.abc import Collection

from sqlite_utils import Database

from labeling.store.clusters import clusters_of


def groups_of(db: Database, ids: Collection[str]) -> list[str]:
    """One name for each document, the same for near-duplicates as they were found so far."""
    cluster_by_id = clusters_of(db, ids)
    return [cluster_by_id.get(document_id, document_id) for document_id in ids]
