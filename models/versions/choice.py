"""People choose which version serves and how much it is to find; no library of models is needed to write that down."""

from dataclasses import replace

from sqlite_utils import Database

from labeling.core.errors import NoModel
from labeling.store.authors import Author
from labeling.store.learned.models import ModelVersion, model_version, model_versions
from labeling.store.learned.readings import KIND as SPANS
from labeling.store.serving import serve, serving
from labeling.workflow.accounts.permission import check_allowed
from models.figures.recalls import RECALLS
from models.versions.kind import KIND

# kind: (what people call it, how it is trained)
NAMES = {
    KIND: ("detector", "`sitrep train detector`, or on the Detector page"),
    SPANS: ("span suggester", "`sitrep train spans`, or on the Detector page"),
}
BY_HAND = "Chosen by hand."


def no_model(kind: str = KIND) -> NoModel:
    """What is raised where nothing of this kind was trained yet."""
    name, way = NAMES[kind]
    return NoModel(f"No {name} has been trained yet. Train one with {way}.")


def chosen_version(db: Database, number: int | None, recall: float | None = None, kind: str = KIND) -> ModelVersion:
    """Version `number`, or the one that serves, with its artifact, where it offers to find `recall` of the reports.

    NoModel where there is no such version or no such offer, ModelDamaged where its bytes changed.
    """
    (name, _), chosen = NAMES[kind], serving(db, kind)
    if number is None and chosen is None:
        raise no_model(kind)
    number = chosen.model_id if number is None else number
    version = model_version(db, number)
    if version is None or version.kind != kind:
        there = ", ".join(str(one.id) for one in model_versions(db, kind)) or "none"
        raise NoModel(f"There is no version {number} of the {name}. There are: {there}. Nothing was changed.")
    found = [offer["recall"] for offer in version.metrics.get("offers", ())]
    if recall is not None and recall not in found:
        if kind != KIND:
            raise NoModel(f"The {name} has no share of reports to find; leave that out. Nothing was changed.")
        offered = ", ".join(f"{one:g}" for one in found or RECALLS)
        raise NoModel(f"Version {number} has no threshold for a recall of {recall:g}; it offers {offered}.")
    return version


def choose(
    db: Database,
    number: int | None,
    *,
    recall: float | None = None,
    why: str = "",
    kind: str = KIND,
    author: Author | None = None,
) -> ModelVersion:
    """Let it serve from now on, to find `recall` of the reports (None: best F1); refused as `chosen_version` does.

    `author`: who asks, NotAllowed unless they lead; None: who holds the file.
    """
    check_allowed(db, author, "lead")
    version = chosen_version(db, number, recall, kind)
    serve(db, kind, version.id, recall=recall, why=why.strip() or BY_HAND)
    return replace(version, artifact=b"")
