"""The tables of a team's progress as CSV."""

from labeling.core.csv_table import csv_table

COLUMNS = {
    "states": ("state", "documents"),
    "burn_up": ("day", "finished", "settled"),
    "labels": ("label", "spans", "documents"),
    "answers": ("question", "value", "answers", "documents"),
    "people": ("name", "done", "open", "skipped"),
    "rounds": ("round", "kind", "state", "deadline", "documents", "layers", "finished"),
    "pace": ("name", "week", "median_seconds", "documents"),
    "gold": ("name", "basis", "measure", "question", "week", "value", "low", "high", "n"),
    "articles": ("name", "week", "document_id", "title", "differences"),
}


def tables(found: dict) -> dict[str, bytes]:
    """Name to the table as CSV, of every table there are rows for."""
    return {name: table(name, found) for name in COLUMNS if found.get(name)}


def table(name: str, found: dict) -> bytes:
    """One of COLUMNS; of lists it tells how long they are."""
    rows = [{column: row[column] for column in COLUMNS[name]} for row in found[name]]
    return csv_table({key: len(cell) if isinstance(cell, list) else cell for key, cell in row.items()} for row in rows)
