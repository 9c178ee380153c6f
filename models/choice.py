"""People choose which version serves and how much it is to find; no library of models is needed to write that down."""

from dataclasses import replace

from sqlite_utils import Database

from labeling.core.errors import NoModel
from labeling.store.authors import Author
from labeling.store.models import ModelVersion, model_version, model_versions
from labeling.store.serving import serve, serving
from labeling.workflow.permission import check_allowed
from models.chores import KIND
from models.offers import RECALLS

BY_HAND = "Chosen by hand."


def chosen_version(db: Database, number: int | None, recall: float | None) -> ModelVersion:
    """Version `number`, or the one that serves, with its artifact, where it offers to find `recall` of the reports.

    NoModel where there is no such version or no such offer, DatabaseDamaged where its bytes changed.
    """
    chosen = serving(db, KIND)
    if number is None and chosen is None:
        raise NoModel("No detector has been trained yet. Train one with `sitrep train detector`.")
    number = chosen.model_id if number is None else number
    version = model_version(db, number)
    if version is None or version.kind != KIND:
        there = ", ".join(str(one.id) for one in model_versions(db, KIND)) or "none"
        raise NoModel(f"There is no version {number} of the detector. There are: {there}. Nothing was changed.")
    found = [offer["recall"] for offer in version.metrics.get("offers", ())]
    if recall is not None and recall not in found:
        offered = ", ".join(f"{one:g}" for one in found or RECALLS)
        raise NoModel(f"Version {number} has no threshold for a recall of {recall:g}; it offers {offered}.")
    return version


def choose(
    db: Database, number: int | None, *, recall: float | None, why: str = "", author: Author | None = None
) -> ModelVersion:
    """Let it serve from now on, to find `recall` of the reports (None: best F1); refused as `chosen_version` does.

    `author`: who asks, NotAllowed unless they lead; None: who holds the file.
    """
    check_allowed(db, author, "lead")
    version = chosen_version(db, number, recall)
    serve(db, KIND, version.id, recall=recall, why=why.strip() or BY_HAND)
    return replace(version, artifact=b"")
