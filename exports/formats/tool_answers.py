"""Document labels of other tools, and the answers to questions of the scheme that they are."""

from collections.abc import Iterable, Mapping

from labeling.core.annotation import Answer
from labeling.core.scheme import Question, Scheme

REASON = "_reason"
SIGN = "="


def answers_of(labels: Iterable[tuple[str | None, object]], scheme: Scheme) -> tuple[dict[str, Answer], int]:
    """Answers that (question, value) give, and how many of these fit no question or contradict each other.

    Without a question the value is "attack_report=yes", or a value that one question only has. The reason for an
    answer is under the question's name with _reason.
    """
    given: dict[str, list[str]] = {}
    n_unfit = 0
    for name, value in labels:
        name, value = _named(value, scheme) if name is None else (name, value)
        if name is not None and isinstance(value, str) and _asked(name, scheme):
            given.setdefault(name, []).append(value)
        else:
            n_unfit += 1
    answers: dict[str, Answer] = {}
    for question in scheme.questions:
        values, reasons = given.get(question.name, []), given.get(question.name + REASON, [])
        answer = _answer(question, values, reasons)
        if answer:
            answers[question.name] = answer
        n_used = 0 if answer is None else 1 if answer.reason is None else 2
        n_unfit += len(values) + len(reasons) - n_used
    return answers, n_unfit


def unasked(labels: Iterable[tuple[str | None, object]], scheme: Scheme) -> list[str]:
    """The questions of another tool that the scheme does not have."""
    return list(dict.fromkeys(name for name, _ in labels if name is not None and not _asked(name, scheme)))


def labels_of(answers: Mapping[str, Answer]) -> list[str]:
    """Answers as document labels of a tool that knows no questions.

    >>> labels_of({"attack_report": Answer("no", "threat")})
    ['attack_report=no', 'attack_report_reason=threat']
    """
    return [f"{name}{SIGN}{value}" for name, value in named_labels_of(answers)]


def named_labels_of(answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """Answers as (question, value), reasons as questions of their own."""
    found = []
    for name, answer in answers.items():
        found.append((name, answer.value))
        if answer.reason is not None:
            found.append((name + REASON, answer.reason))
    return found


def _answer(question: Question, values: list[str], reasons: list[str]) -> Answer | None:
    """The one value and reason; None where there is none, more than one, or one that the question does not have."""
    if len(set(values)) != 1 or len(set(reasons)) > 1 or question.value(values[0]) is None:
        return None
    reason = reasons[0] if reasons else None
    return Answer(values[0], reason) if reason is None or reason in question.value(values[0]).reasons else None


def _asked(name: str, scheme: Scheme) -> bool:
    return any(name in (question.name, question.name + REASON) for question in scheme.questions)


def _named(label: object, scheme: Scheme) -> tuple[str | None, object]:
    """The question that a label without one belongs to."""
    if not isinstance(label, str):
        return None, label
    name, sign, value = label.partition(SIGN)
    if sign and _asked(name, scheme):
        return name, value
    fitting = [question.name for question in scheme.questions if question.value(label)]
    return (fitting[0] if len(fitting) == 1 else None), label
