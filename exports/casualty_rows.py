"""Casualties as rows of numbers: a row a mark, and a row a layer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlite_utils import Database

from labeling.core.casualties.proposal import is_toll
from labeling.core.casualty import propose, total
from labeling.core.details import OUTCOMES, sentence_of
from labeling.store.documents import document

__all__ = ["OUTCOMES", "casualty_rows", "total_rows"]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row of `span_rows`: of which layer, and what is marked."""

    layer: tuple
    span_id: str
    start: int
    end: int
    quote: str
    attributes: Mapping[str, object]


def casualty_rows(db: Database, rows: Sequence[tuple]) -> list[tuple]:
    """The columns of `exports.tables.casualties` for these spans, which stand in the order of `span_rows`."""
    return [row for text, marks in _layers(db, rows) for row in _numbers(text, marks)]


def total_rows(db: Database, rows: Sequence[tuple]) -> list[tuple]:
    """The columns of `exports.tables.casualty_totals`, a row a layer."""
    found = []
    for text, marks in _layers(db, rows):
        sums = total(text, [(mark.start, mark.end, mark.attributes) for mark in marks])
        numbers = [bound for outcome in OUTCOMES if outcome != "none" for bound in sums.get(outcome, (None, None))]
        found.append((*marks[0].layer, *numbers, "none" in sums, sentence_of(sums)))
    return found


def _layers(db: Database, rows: Sequence[tuple]) -> Iterator[tuple[str, list[_Mark]]]:
    """The text and the marks of each layer."""
    marks = (_Mark(row[:4], *row[4:7], row[8], json.loads(row[9])) for row in rows)
    for document_id, of_document in groupby(marks, key=lambda mark: mark.layer[0]):
        text = document(db, document_id).text
        for _, of_layer in groupby(of_document, key=lambda mark: mark.layer):
            yield text, list(of_layer)


def _numbers(text: str, marks: Sequence[_Mark]) -> Iterator[tuple]:
    newest: dict[str | None, str] = {}  # outcome -> span_id of the nearest count
    for mark in marks:
        proposed, said = propose(text, mark.start, mark.end), mark.attributes
        outcome, event = said.get("outcome") or proposed.outcome, said.get("event")
        has_number = said.get("min") is not None or said.get("max") is not None
        bounds = (said.get("min"), said.get("max")) if has_number else (proposed.min, proposed.max)
        part_of = newest.get(outcome) if proposed.is_subset else None
        if not proposed.is_subset:
            newest[outcome] = mark.span_id
        counts_all = is_toll(text, mark.start, mark.end)
        counted_elsewhere = proposed.is_subset or proposed.is_repeat or counts_all
        is_counted = bool(outcome) and not counted_elsewhere and event in (None, "focus")
        yield (
            *mark.layer, mark.span_id, mark.start, mark.end, mark.quote, outcome, *bounds, event,
            bool(said.get("outcome")) or has_number, proposed.is_subset, proposed.is_repeat, part_of,
            counts_all, is_counted,
        )  # fmt: skip
