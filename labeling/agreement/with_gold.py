"""What each person submitted first, held against gold: the pairs that quality over time is measured on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from labeling.agreement.coded import CodedDocument, CodedLayer, Mark
from labeling.agreement.comparison import Compared, compared
from labeling.agreement.reading import coded_documents
from labeling.core.layer import first_submitted
from labeling.store.authors import authors
from labeling.store.operations import operations_of
from labeling.store.settled import Key, changed_after_submission, first_submitted_at, settled_by


@dataclass(frozen=True, slots=True)
class Held:
    """One layer held against gold. `pair` of it is by name, `week` the week of the person's first submission.

    `is_unseen`: gold was there before, so that nothing of the person's is in it.
    """

    name: str
    compared: Compared
    is_unseen: bool


def held_against_gold(db: Database, only: str | None = None) -> list[Held]:
    """Every finished layer of a person (`only`: of this one) whose document has finished gold, in load order.

    As the person first submitted it: what is mended after gold was seen is no skill. Without what they settled
    themselves. Of several gold layers the first author's counts.
    """
    known = authors(db)
    people = {one.name: one.id for one in known if one.kind == "person" and only in (None, one.name)}
    golds = [one.name for one in known if one.kind == "gold"]
    if not people or not golds:
        return []
    own, first, went_on = settled_by(db), first_submitted_at(db), changed_after_submission(db)
    ids = {one.name: one.id for one in known}
    pairs: list[tuple[str, bool, CodedDocument]] = []
    for document in coded_documents(db, [*people, *golds], against_gold=True):
        layers = {layer.coder: layer for layer in document.layers}
        gold = next((layers[name] for name in golds if name in layers), None)
        if gold is None:
            continue
        settled_at = first.get((document.id, ids[gold.coder]), gold.submitted_at)
        for name in layers.keys() & people.keys():
            key = (document.id, people[name])
            if key not in own:
                layer = _as_first_submitted(db, key, layers[name]) if key in went_on else layers[name]
                both = (layer, replace(gold, submitted_at=""))  # the week is the person's
                pairs.append((name, settled_at < layer.submitted_at, replace(document, layers=both)))
    rows = compared([document for _, _, document in pairs])
    return [Held(name, row, is_unseen) for (name, is_unseen, _), row in zip(pairs, rows, strict=True)]


def by_name(held: Iterable[Held]) -> Mapping[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for one in held:
        found.setdefault(one.name, []).append(one)
    return dict(sorted(found.items()))


def _as_first_submitted(db: Database, key: Key, now: CodedLayer) -> CodedLayer:
    (text,) = db.execute("SELECT text FROM documents WHERE id = ?", key[:1]).fetchone()
    layer = first_submitted(operations_of(db, *key))
    spans = sorted(layer.spans.values(), key=lambda span: span.place)
    marks = tuple(Mark(one.start, one.end, one.label, one.quote(text), one.attributes) for one in spans)
    answers = {question: answer.value for question, answer in layer.answers.items()}
    return replace(now, marks=marks, answers=answers, submitted_at=layer.submitted_at or now.submitted_at)
