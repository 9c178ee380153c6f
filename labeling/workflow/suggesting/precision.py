"""How often suggestions must be right to be shown: the team chooses, and sees what each choice would show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from labeling.core.errors import SettingRefused
from labeling.store.authors import Author
from labeling.store.learned.shown_precision import set_shown_precision, shown_precision
from labeling.workflow.accounts.permission import check_allowed

PRECISIONS = (0.5, 0.6, 0.7, 0.8, 0.9)  # those a team can choose from
USUAL = 0.6


@dataclass(frozen=True, slots=True)
class Shown:
    """What a choice would have shown of documents the version had not seen.

    Of `n_marked` spans that people marked, of the labels it suggests, it shows `n_shown`, and `n_right` are exact.
    """

    precision: float
    n_shown: int
    n_right: int
    n_marked: int


def precision(db: Database) -> float:
    """The least share of right ones among shown suggestions, out of fold."""
    return shown_precision(db) or USUAL


def change_precision(db: Database, wanted: float, author: Author | None) -> None:
    """Show from now on what is right at least this often; no training is needed.

    NotAllowed without the role of a lead (author None: whoever holds the file), SettingRefused for other shares than
    PRECISIONS.
    """
    if author is not None:
        check_allowed(db, author, "lead")
    if wanted not in PRECISIONS:
        offered = ", ".join(f"{one:g}" for one in PRECISIONS)
        raise SettingRefused(
            f"Suggestions cannot be held to {wanted:g}: choose how often they must be right among {offered}. "
            "Nothing was changed."
        )
    set_shown_precision(db, wanted)


def choices(metrics: Mapping[str, Any]) -> list[Shown]:
    """What each choice would show, by the figures of a version; empty where it suggests nothing or did not count."""
    rows = [metrics["labels"][label] for label in metrics.get("model_labels", ())]
    if not rows or any("shown" not in row for row in rows):
        return []
    n_marked = sum(row["n_spans"] for row in rows)
    return [_choice(one, [row["shown"][str(one)] for row in rows], n_marked) for one in PRECISIONS]


def _choice(wanted: float, pairs: list[list[int]], n_marked: int) -> Shown:
    return Shown(wanted, sum(shown for shown, _ in pairs), sum(right for _, right in pairs), n_marked)
