"""spaCy's categories, {"yes": 1.0, "no": 0.0}, and the answers that they are."""

from collections.abc import Collection, Mapping

from exports.formats.reading import Line
from exports.formats.tool_answers import SIGN
from exports.formats.tool_layer import ToolLayer
from labeling.core.annotation import Annotation
from labeling.core.scheme import Scheme


def layer_with_cats(layer: ToolLayer, cats: object, scheme: Scheme, line: Line) -> tuple[Annotation, ...]:
    """The layer with the categories at 1 as its answers; none where nothing is marked or answered.

    Categories at 0 are counted, less the other values of a question that has its answer.
    """
    cats = cats if isinstance(cats, dict) else {}
    given = {value for _, value in layer.labels}
    for name, value in cats.items():
        if not isinstance(name, str) or type(value) not in (int, float, bool) or value not in (0, 1):
            line.leave_out("document labels between yes and no")
        elif value and name.rpartition(SIGN)[2] not in given:
            layer.labels.append((None, name))
    annotation = layer.annotation(scheme, line)
    answers = annotation.answers if annotation else {}
    implied = {value.name for question in scheme.questions if question.name in answers for value in question.values}
    denied = [str(name).rpartition(SIGN)[2] for name, value in cats.items() if value == 0]
    line.leave_out("denied document labels", sum(name not in implied for name in denied))
    return (annotation,) if annotation and (annotation.spans or answers) else ()


def cats_of(layer: Annotation, answers_given: Mapping[str, Collection[str]]) -> dict[str, float]:
    """Categories: every value that was given anywhere to a question is 1 or 0 where the layer answers it.

    The names are the values ("yes"), or "question=value" where there are several questions.
    """
    return {
        name if len(answers_given) == 1 else f"{question}{SIGN}{name}": float(name == answer.value)
        for question, answer in layer.answers.items()
        for name in sorted({*answers_given[question], answer.value})
    }
