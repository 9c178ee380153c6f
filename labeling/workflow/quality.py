"""How far each person's marks agree with gold, over time."""

from dataclasses import asdict
from datetime import date

from sqlite_utils import Database

from labeling.core.clock import now

UNSEEN, ALL = "settled before", "all settled"  # what the figures of a person are measured on


def quality(db: Database, only: str | None = None) -> dict:
    """`gold`: figures by person and week ("": all); `drift`: what moved; `articles`: where a person and gold differ.

    Measured on what was settled before the person submitted it, where that is enough to tell anything, else on all.
    `only`: of this person alone.
    """
    from labeling.agreement.comparison import Difference
    from labeling.agreement.over_time import LEAST, drifts, weekly  # numpy and scipy take a second to import
    from labeling.agreement.over_time_words import told
    from labeling.agreement.with_gold import by_name, held_against_gold

    keys = Difference.__slots__  # `asdict` would copy each value, and there are many
    found: dict[str, list[dict]] = {"gold": [], "drift": [], "articles": []}
    for name, held in by_name(held_against_gold(db, only)).items():
        unseen = [one for one in held if one.is_unseen]
        basis, kept = (UNSEEN, unseen) if len(unseen) >= LEAST else (ALL, held)
        rows = [one.compared for one in kept]
        who = {"name": name, "basis": basis}
        found["gold"] += [who | row for row in weekly(rows)]
        today = date.fromisoformat(now()[:10])
        found["drift"] += [
            who | asdict(one) | {"is_worse": one.is_worse, "words": told(one, today)} for one in drifts(rows)
        ]
        found["articles"] += [
            who | {
                "week": row.week,
                "document_id": row.document.id,
                "title": row.document.title,
                "pair": list(row.pair),
                "differences": [{key: getattr(one, key) for key in keys} for one in row.differences],
            }
            for row in sorted(rows, key=lambda row: row.week, reverse=True)
            if row.differences
        ]  # fmt: skip
    return found
