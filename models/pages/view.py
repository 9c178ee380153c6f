"""What the Detector page shows, read once a run from what is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from labeling.core.errors import ModelDamaged
from labeling.core.scheme import Question
from labeling.store.learned.models import ModelVersion, model_version, model_versions, threshold_for
from labeling.store.learned.out_of_fold import OutOfFold, out_of_fold_of
from labeling.store.queue import titles
from labeling.store.serving import Served, serving
from labeling.workflow.reading.readiness import Readiness, readiness
from models.chores import is_asked_the_same
from models.versions.kind import KIND

BEGINNING = 80  # characters of a text that stand for a title


@dataclass(frozen=True, slots=True)
class View:
    """`version`: the one that serves, which all figures are of, or None; `versions`: all, newest first.

    `rows`: what it said of the documents it learned from, when it had not seen them. `damage`: a sentence where it
    cannot be read any more. `is_same_question`: whether the newest version answers today's question.
    """

    db: Database
    question: Question
    ready: Readiness
    versions: Sequence[ModelVersion]
    served: Served | None
    version: ModelVersion | None
    rows: Sequence[OutOfFold]
    damage: str
    is_same_question: bool

    @property
    def metrics(self) -> Mapping[str, Any]:
        return self.version.metrics if self.version else {}

    @property
    def recall(self) -> float | None:
        """The share of reports that was chosen to be found; None: the best balance."""
        return self.served.recall if self.served else None

    @property
    def threshold(self) -> float:
        return threshold_for(self.metrics, self.recall)

    def offer(self, recall: float | None) -> Mapping[str, Any] | None:
        """What the version promises where it is to find this share of the reports; None: it does not."""
        return next((one for one in self.metrics.get("offers", ()) if one["recall"] == recall), None)

    @property
    def n_before(self) -> int:
        """Answered documents when the newest version was trained."""
        return self.versions[0].metrics.get("n_answers", self.versions[0].metrics["n"]) if self.versions else 0

    @property
    def n_new(self) -> int:
        """Answered documents that came after the newest version."""
        return max(0, self.ready.n_answers - self.n_before)

    @property
    def before(self) -> ModelVersion | None:
        """What the newest version is compared with: the one that serves, or, where it serves itself, the one before."""
        if len(self.versions) < 2:
            return None
        newest = self.versions[0]
        return self.version if self.version and self.version.id != newest.id else self.versions[1]


def view_of(db: Database, question: Question) -> View:
    versions, served = model_versions(db, KIND), serving(db, KIND)
    version = next((one for one in versions if served and one.id == served.model_id), None)
    damage = ""
    if version:
        try:
            model_version(db, version.id)
        except ModelDamaged as error:
            damage = str(error)
    return View(
        db=db,
        question=question,
        ready=readiness(db, question),
        versions=versions,
        served=served,
        version=version,
        rows=out_of_fold_of(db, version.id) if version else (),
        damage=damage,
        is_same_question=not versions or is_asked_the_same(db, question),
    )


def titles_of(view: View, ids: Iterable[str]) -> dict[str, str]:
    """Document id to its title, or to how its text begins."""
    found = titles(view.db, list(ids))
    return {one: title if len(title) != BEGINNING else f"{title.rsplit(' ', 1)[0]} …" for one, title in found.items()}
