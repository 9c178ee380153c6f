"""The guidelines: what is marked and how, in parts, with examples."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from labeling.core.scheme import Scheme
from labeling.core.span import Span

GENERAL, LABEL, QUESTION = "general", "label", "question"
Topic = tuple[str, str]  # (LABEL or QUESTION, its name); (GENERAL, "") is the part about everything


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as it should be marked or answered, or as it should not be; `spans` are code points of `text`."""

    text: str
    spans: tuple[Span, ...]
    is_good: bool
    why: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What the guidelines say of one topic: `source` as it was written, `blocks` of Markdown and examples in order."""

    topic: Topic
    source: str
    blocks: tuple[str | Example, ...]

    @property
    def examples(self) -> tuple[Example, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Example))


@dataclass(frozen=True, slots=True)
class Guideline:
    """All parts in the order in which they were written, the general one first."""

    parts: tuple[Part, ...]

    def part(self, topic: Topic) -> Part | None:
        return next((part for part in self.parts if part.topic == topic), None)


@dataclass(frozen=True, slots=True)
class GuidelineVersion:
    """A text with who made it, when and why. `touched` are the topics whose marks are to be looked at again.

    `number` is 1 or more for a version of this project, 0 or less for one that came with a merge; `author` is None
    for the first one, which was made from the scheme, and for those replaced from the command line.
    """

    number: int
    id: str
    text: str
    author: str | None
    note: str
    touched: tuple[Topic, ...]
    at: str

    @property
    def name(self) -> str:
        return f"version {self.number}" if self.number > 0 else f"a version of another project ({self.at[:10]})"


def composed(sources: Iterable[tuple[Topic, str]]) -> str:
    """The file that has these parts.

    >>> composed([((GENERAL, ""), "Mark all."), ((LABEL, "BASE"), "A site.")])
    'Mark all.\\n\\n# Label BASE\\n\\nA site.\\n'
    """
    pieces = []
    for (kind, name), source in sources:
        heading = "" if kind == GENERAL else f"# {kind.capitalize()} {name}\n\n"
        pieces.append((heading + source.strip("\n")).strip("\n"))
    return "\n\n".join(filter(None, pieces)) + "\n"


def with_part(guideline: Guideline, topic: Topic, source: str) -> str:
    """The file in which one part reads `source`; an empty one is left out."""
    sources = {part.topic: part.source for part in guideline.parts} | {topic: source.strip("\n")}
    return composed((of, what) for of, what in sources.items() if what.strip() or of[0] == GENERAL)


def of_scheme(scheme: Scheme) -> str:
    """The file of a project that has no guidelines yet: what its scheme says of each label and question."""
    labels = (((LABEL, label.name), label.guideline) for label in scheme.labels)
    questions = (((QUESTION, question.name), question.guideline) for question in scheme.questions)
    return composed([((GENERAL, ""), ""), *questions, *labels])


def changed_topics(before: Guideline, after: Guideline, known: Collection[Topic]) -> tuple[Topic, ...]:
    """The labels and questions of `known` of which the two say something different, in the order of `known`."""
    return tuple(topic for topic in known if _source(before, topic) != _source(after, topic))


def topics_of(scheme: Scheme) -> tuple[Topic, ...]:
    """Everything a scheme has that guidelines can speak of, questions first."""
    return (
        *((QUESTION, question.name) for question in scheme.questions),
        *((LABEL, label.name) for label in scheme.labels),
    )


def _source(guideline: Guideline, topic: Topic) -> str:
    part = guideline.part(topic)
    return part.source if part else ""
