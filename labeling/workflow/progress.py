"""How far the team is, and what of it somebody may see."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, repeat

from sqlite_utils import Database

from labeling.core.pace import weekly_medians
from labeling.store import progress as store
from labeling.store.authors import Author
from labeling.store.round_gold import items_of
from labeling.store.rounds import DEALT
from labeling.store.rounds import rounds as all_rounds
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.quality import quality

TEAM = ""  # the name under which the team's figures stand
OF_PEOPLE = ("people", "pace", "gold", "drift", "articles")  # tables with a row for each of several people


def progress(db: Database) -> dict:
    """Everything, for who holds the file; docs/quality-over-time.md says what each key holds."""
    return counts(db) | quality(db) | {"rounds": rounds(db)}


def counts(db: Database) -> dict:
    """What is quickly counted: documents, labels, answers, people, and what articles took them."""
    kinds = store.kinds_of_documents(db)

    def n_of(fits: Callable[[store.Kind], object]) -> int:
        return sum(kind.n for kind in kinds if fits(kind))

    return {
        "n_documents": n_of(bool),
        "n_finished": n_of(lambda kind: kind.n_layers),
        "n_double": n_of(lambda kind: kind.n_layers > 1),
        "n_settled": n_of(lambda kind: kind.settled_on),
        "n_waiting": n_of(lambda kind: kind.n_layers > 1 and not kind.settled_on),
        "states": [
            {"state": state, "documents": sum(kind.n for kind in kinds if kind.state == state)}
            for state in store.STATES
        ],
        "burn_up": _burn_up(kinds),
        "labels": _rows(("label", "spans", "documents"), store.span_counts(db)),
        "answers": _rows(("question", "value", "answers", "documents"), store.answer_counts(db)),
        "people": _rows(("name", "done", "open", "skipped"), store.people_counts(db)),
        "pace": _pace(list(store.seconds_taken(db))),
    }


def rounds(db: Database, reader: Author | None = None) -> list[dict]:
    """How each round stands; empty where there are none.

    `reader`: somebody who takes part and does not lead. Their own gold items are counted in, so that nobody sees by
    these numbers which articles were some.
    """
    columns = ("round", "kind", "state", "deadline", "documents", "layers", "finished")
    found = _rows(columns, store.round_counts(db))
    if reader is None:
        return found
    round_by_name = {one.name: one for one in all_rounds(db)}
    for row in found:
        one = round_by_name[row["round"]]
        items = items_of(db, one.id, reader.id)
        row["layers"] += sum(one.way == DEALT or item.state != "todo" for item in items)
        row["finished"] += sum(item.state == "done" for item in items)
    return found


def seen_by(db: Database, author: Author, found: dict) -> dict:
    """What of `found`, the progress of this project, the author may see: who leads, all; others, of people themselves.

    What the team takes for a document is for who leads too: of a team of two it would tell the other's.
    """
    if is_allowed(db, author, "lead"):
        return found
    return found | {table: [row for row in found[table] if row["name"] == author.name] for table in OF_PEOPLE}


def _burn_up(kinds: Sequence[store.Kind]) -> list[dict]:
    """Day by day, how many documents were finished and settled by its end."""
    finished, settled = Counter(), Counter()
    for kind in kinds:
        finished[kind.finished_on] += kind.n
        settled[kind.settled_on] += kind.n
    days = sorted({*finished, *settled} - {""})
    sums = [list(accumulate(map(counted.get, days, repeat(0)))) for counted in (finished, settled)]
    return [{"day": day, "finished": one, "settled": other} for day, one, other in zip(days, *sums, strict=True)]


def _pace(taken: Sequence[tuple[str, str, float]]) -> list[dict]:
    names = sorted({name for name, _, _ in taken})
    parts = {TEAM: [row[1:] for row in taken]} | {name: [row[1:] for row in taken if row[0] == name] for name in names}
    return [
        {"name": name, "week": week, "median_seconds": seconds, "documents": n}
        for name, part in parts.items()
        for week, seconds, n in weekly_medians(part)
    ]


def _rows(columns: Sequence[str], rows: Sequence[tuple]) -> list[dict]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
