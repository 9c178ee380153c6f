"""Which values were given to which question: what columns and categories a file has depends on all its documents."""

from collections.abc import Collection, Iterable, Mapping

from labeling.core.annotation import AnnotatedDocument

AnswersGiven = Mapping[str, Collection[str]]  # question -> values


def with_answers_given(
    documents: Iterable[AnnotatedDocument], answers_given: AnswersGiven | None
) -> tuple[Iterable[AnnotatedDocument], AnswersGiven]:
    """The documents, and what was answered in them; where nobody knows it, all are held in memory to find out."""
    if answers_given is not None:
        return documents, answers_given
    held, found = list(documents), {}
    for layer in (layer for annotated in held for layer in annotated.annotations):
        for question, answer in layer.answers.items():
            found.setdefault(question, set()).add(answer.value)
    return held, found
