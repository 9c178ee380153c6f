"""What a text classifier learns to tell apart: the answers to one question of the scheme."""

from labeling.core.annotation import Annotation
from labeling.core.scheme import Question, Scheme


def question_of(scheme: Scheme) -> Question | None:
    """The detector's question; in a scheme without one, the first that has two answers to choose from."""
    if scheme.detector_question:
        return scheme.detector_question
    return next((question for question in scheme.questions if len(question.values) > 1), None)


def categories(question: Question) -> tuple[str, ...]:
    """The values that become categories. They exclude one another, for a question has one answer."""
    if question.positive and question.negative:
        return (question.positive, question.negative)
    return tuple(value.name for value in question.values)


def category(layer: Annotation, question: Question | None) -> str | None:
    """The answer, if it is one of the categories."""
    answer = layer.answers.get(question.name) if question else None
    return answer.value if answer and answer.value in categories(question) else None
