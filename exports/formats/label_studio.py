"""Label Studio's JSON, read: tasks with the annotations of several people, and what models predicted."""

import re
from typing import Any

from exports.formats.gathered import Gathered, GatheredDocument, read_gathered
from exports.formats.label_studio_results import read_results, score_of
from exports.formats.label_studio_task import Task, read_task
from exports.formats.reading import Beside, Line, Reading, model_of
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer, author_of
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme
from labeling.core.suggesting.suggestion import Proposal

WORK = re.compile(rb'"(annotations|completions|predictions)"\s*:\s*\[')
SHAPE = re.compile(rb'"(from_name|result|was_cancelled)"\s*:|"data"\s*:\s*\{')
NAMES = ("email", "username", "id")  # of an annotator, the first that is there


def looks_like(data: bytes, name: str) -> bool:
    is_json = data.lstrip()[:1] in (b"{", b"[")
    return is_json and WORK.search(data) is not None and SHAPE.search(data) is not None


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every task with a text; each person's annotation is a layer, predictions are proposals."""

    def gather_one(value: Any, found: Gathered, line: Line) -> None:
        gather(read_task(value, line), found, scheme, annotator, line)

    return read_gathered(data, gather_one, file=file, scheme=scheme, expected="tasks with a text under `data`")


def gather(task: Task, found: Gathered, scheme: Scheme, annotator: str | None, line: Line) -> None:
    """Take in one task with everybody's work on it; DocumentError for a text or an author that cannot be taken."""
    gathered = None
    if task.text is None:
        line.leave_out("tasks without text")
    else:
        gathered = found.document(read_document(task.text, task.values, ids=task.ids, where=line.where), line)
    for annotation in task.annotations:
        _read_annotation(annotation, task, gathered, scheme, annotator, line)
    for prediction in task.predictions:
        _read_prediction(prediction, task, gathered, scheme, line)


def _read_annotation(
    annotation: dict[str, Any],
    task: Task,
    gathered: GatheredDocument | None,
    scheme: Scheme,
    annotator: str | None,
    line: Line,
) -> None:
    results = read_results(annotation, task, scheme, line, refuse=lambda refused: line.fault(str(refused)))
    if gathered is None:
        line.leave_out("document labels", len(results.labels))
        return
    layer = _layer(_who(annotation), annotator, gathered, line)
    if annotation.get("was_cancelled") is True:
        line.leave_out("spans of skipped annotations", len(results.spans))
        line.leave_out("document labels of skipped annotations", len(results.labels))
        layer.reach("skipped")
        return
    for one in results.spans:
        layer.add(one.span, line)
    layer.labels += results.labels
    layer.has_more |= results.n_items > 0
    layer.reach("done")


def _read_prediction(
    prediction: dict[str, Any], task: Task, gathered: GatheredDocument | None, scheme: Scheme, line: Line
) -> None:
    def leave_out(refused: SitrepError) -> None:
        line.notice("a suggestion that does not fit the text, or has no label, is left out.")
        line.leave_out("suggestions that do not fit")

    results = read_results(prediction, task, scheme, line, refuse=leave_out)
    line.leave_out("suggested document labels", len(results.labels))
    if gathered is None:
        return
    score, source = score_of(prediction), model_of("label-studio", prediction.get("model_version"))
    line.reading.proposals += [
        Proposal(gathered.document.id, one.span, score if one.score is None else one.score, source)
        for one in results.spans
    ]


def _who(annotation: dict[str, Any]) -> object:
    """Who made it: `annotator` where this program wrote the file, else `completed_by`, a number or a person."""
    name = annotation.get("annotator", annotation.get("completed_by"))
    if isinstance(name, dict):
        return next((name[key] for key in NAMES if name.get(key) not in (None, "")), None)
    return name


def _layer(name: object, annotator: str | None, gathered: GatheredDocument, line: Line) -> ToolLayer:
    """The layer of this person; annotations by nobody in particular stay apart, as "import", "import 2" and so on."""
    author, kind = author_of(name, annotator, where=line.where)
    number = 1
    while kind == "import" and name is None and (f"{author} {number}" if number > 1 else author) in gathered.layers:
        number += 1
    author = f"{author} {number}" if number > 1 else author
    return gathered.layers.setdefault(author, ToolLayer(author, kind))
