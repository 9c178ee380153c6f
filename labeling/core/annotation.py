"""Annotations as they travel: one author's layer of one document, whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from labeling.core.document import Document
from labeling.core.span import Span

STATES = ("todo", "open", "done", "skipped")


@dataclass(frozen=True, slots=True)
class Answer:
    """The value given to one document question, and why, if a reason was given."""

    value: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """One author's layer of one document. `answers` maps a question's name to an Answer.

    `background`: (start, end) of stretches that retell older events, in code points, end exclusive.
    """

    author: str
    spans: tuple[Span, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    note: str | None = None
    state: str = "done"
    author_kind: str = "person"
    background: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document and the layers on it; `where` is its place in a file, for messages ("news.jsonl, line 3").

    `boilerplate`: (start, end) of what was found to be none of the article; derived from the text, so not compared.
    """

    document: Document
    annotations: tuple[Annotation, ...] = ()
    where: str = field(default="", compare=False)
    boilerplate: tuple[tuple[int, int], ...] = field(default=(), compare=False)
