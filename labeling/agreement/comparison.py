"""Two people's layers of one document side by side: what both have, and what differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from labeling.agreement.coded import CodedDocument, CodedLayer, Mark
from labeling.agreement.matching import matched
from labeling.agreement.unitising import Stretch, stretch
from labeling.core.pace import week_of

NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing two people see differently; `left` and `right` are what each has, None where they have nothing.

    `kind`: answer (about a question), missing (a span only one has), edges (the same span, cut elsewhere), label (two
    labels on shared characters), attribute. `labels`: those concerned, one or two; `start`: of the span, code points.
    """

    kind: str
    about: str
    left: str | None
    right: str | None
    labels: tuple[str, ...] = ()
    start: int | None = None


@dataclass(slots=True)
class Compared:
    """`pair`: the two coders, by name; `week`: the ISO week of the later submission.

    `scheme`, `guideline`: the version both layers were last changed under, "mixed" for two.

    `n_marked`: label to the spans of both together; `n_exact`, `n_overlap`, `n_edges`: label to the pairs with equal
    places, the pairs that share a character, and those of them that start or end elsewhere. `values`: (label,
    attribute, value, value) of pairs that share a character.
    """

    document: CodedDocument
    pair: tuple[str, str]
    week: str
    scheme: str
    guideline: str = ""
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    n_marked: Counter[str] = field(default_factory=Counter)
    n_exact: Counter[str] = field(default_factory=Counter)
    n_overlap: Counter[str] = field(default_factory=Counter)
    n_edges: Counter[str] = field(default_factory=Counter)
    values: list[tuple[str, str, str, str]] = field(default_factory=list)
    stretches: dict[str, Stretch] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)


def compared(documents: Sequence[CodedDocument]) -> list[Compared]:
    """Each two layers of each document, compared."""
    labels = sorted({mark.label for document in documents for layer in document.layers for mark in layer.marks})
    return [
        _compared(document, *layers, labels)
        for document in documents
        for layers in combinations(sorted(document.layers, key=lambda layer: layer.coder), 2)
    ]


def _compared(document: CodedDocument, left: CodedLayer, right: CodedLayer, labels: Sequence[str]) -> Compared:
    found = Compared(
        document,
        (left.coder, right.coder),
        week_of(submitted_at) if (submitted_at := max(left.submitted_at, right.submitted_at)) else "",
        left.scheme if left.scheme == right.scheme else "mixed",
        left.guideline if left.guideline == right.guideline else "mixed",
    )
    for question in sorted(left.answers.keys() & right.answers.keys()):
        one, other = found.answers[question] = (left.answers[question], right.answers[question])
        if one != other:
            found.differences.append(Difference("answer", question, one, other))
    rest: tuple[list[Mark], list[Mark]] = ([], [])
    for label in labels:
        _compare_label(found, label, *([m for m in layer.marks if m.label == label] for layer in (left, right)), rest)
    found.differences += _unmatched(*rest)
    found.differences.sort(key=lambda one: (one.start is not None, one.start or 0, one.kind, one.about))
    return found


def _compare_label(
    found: Compared, label: str, ours: list[Mark], theirs: list[Mark], rest: tuple[list[Mark], list[Mark]]
) -> None:
    places = [[mark[:2] for mark in marks] for marks in (ours, theirs)]
    pairs = matched(*places)
    found.stretches[label] = stretch(found.document.length, *places)
    found.n_marked[label] += len(ours) + len(theirs)
    found.n_exact[label] += len(set(places[0]) & set(places[1]))
    found.n_overlap[label] += len(pairs)
    for one, other in pairs:
        left, right = ours[one], theirs[other]
        if left[:2] != right[:2]:
            found.n_edges[label] += 1
            found.differences.append(Difference("edges", label, left.quote, right.quote, (label,), left.start))
        for name, values in _attributes(left, right):
            found.values.append((label, name, *values))
            if values[0] != values[1]:
                about = f"{label} {name} of “{left.quote}”"
                found.differences.append(Difference("attribute", about, *values, (label,), left.start))
    for side, marks in enumerate((ours, theirs)):
        taken = {pair[side] for pair in pairs}
        rest[side].extend(mark for place, mark in enumerate(marks) if place not in taken)


def _attributes(left: Mark, right: Mark) -> Iterator[tuple[str, tuple[str, str]]]:
    """What either said of the span, as both said it; what neither said is no agreement."""
    for name in sorted(left.attributes.keys() | right.attributes.keys()):
        yield name, (_said(left.attributes.get(name)), _said(right.attributes.get(name)))


def _said(value: Any) -> str:
    return NOT_SAID if value is None else str(value)


def _unmatched(ours: list[Mark], theirs: list[Mark]) -> Iterator[Difference]:
    """Spans without a partner of their label: some share characters with a span of another label."""
    pairs = matched([mark[:2] for mark in ours], [mark[:2] for mark in theirs])
    for one, other in pairs:
        left, right = ours[one], theirs[other]
        about = f"“{left.quote}”" if left.quote == right.quote else f"“{left.quote}” and “{right.quote}”"
        yield Difference("label", about, left.label, right.label, (left.label, right.label), left.start)
    for side, marks in enumerate((ours, theirs)):
        taken = {pair[side] for pair in pairs}
        for mark in (mark for place, mark in enumerate(marks) if place not in taken):
            quotes = (mark.quote, None) if side == 0 else (None, mark.quote)
            yield Difference("missing", mark.label, *quotes, (mark.label,), mark.start)
