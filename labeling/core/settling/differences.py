"""What coders of one document agree on, and where they differ; what of it a gold layer has settled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from labeling.core.annotation import Answer
from labeling.core.joined import Joined
from labeling.core.layer import Layer
from labeling.core.span import Span

AGREED = "agreed"
KINDS = ("only", "attributes", "edges", "label", "mixed", "answer")  # of differences; an agreement is none
ALIKE = 0.5  # share of the characters of either that two spans of different labels have in common, to be one difference

Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Spans of several coders that belong together. `versions`: each coder, in order, to their spans, sorted by place.

    `start` and `end` (code points, end exclusive) go around all of them. `key` names the difference as long as the
    first of its places is there. `kind`: "agreed", or "only" (some have nothing here, the others the same),
    "attributes", "edges", "label", or "mixed" (both label and edges differ).
    """

    key: str
    kind: str
    start: int
    end: int
    versions: Mapping[str, tuple[Span, ...]]

    @property
    def places(self) -> set[Place]:
        return {span.place for spans in self.versions.values() for span in spans}

    def is_settled(self, gold: Layer) -> bool:
        """Whether gold marks or rejects each of its places."""
        held = {span.place for span in gold.spans.values()}
        return all(place in held or place in gold.rejected for place in self.places)


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """What each coder answered to a question, None where nothing; `kind` is "agreed" or "answer"."""

    key: str
    kind: str
    question: str
    versions: Mapping[str, Answer | None]

    def is_settled(self, gold: Layer) -> bool:
        return self.question in gold.answers


@dataclass(frozen=True, slots=True)
class Comparison:
    """All spans and answers of the coders of one document, each in exactly one group; spans in the order of the text.

    `background`: stretches that every coder marked as background.
    """

    answers: tuple[AnswerDifference, ...] = ()
    spans: tuple[Difference, ...] = ()
    background: tuple[tuple[int, int], ...] = ()

    @property
    def differences(self) -> list[AnswerDifference | Difference]:
        return [one for one in (*self.answers, *self.spans) if one.kind != AGREED]

    @property
    def agreed_spans(self) -> list[Span]:
        return [next(iter(one.versions.values()))[0] for one in self.spans if one.kind == AGREED]

    @property
    def agreed_answers(self) -> dict[str, Answer]:
        return {one.question: next(iter(one.versions.values())) for one in self.answers if one.kind == AGREED}

    def n_open(self, gold: Layer) -> int:
        """How many differences gold has not settled."""
        return sum(not one.is_settled(gold) for one in self.differences)


def compare(layers: Mapping[str, Layer], questions: Iterable[str] = ()) -> Comparison:
    """Compare the layers of one document, by coder. `questions`: the order in which answers are listed."""
    if not layers:
        return Comparison()
    asked = [*questions]
    asked += sorted({question for layer in layers.values() for question in layer.answers} - set(asked))
    answers = [_answer_difference(question, layers) for question in asked]
    background = set.intersection(*(set(layer.background) for layer in layers.values()))
    return Comparison(
        answers=tuple(one for one in answers if any(one.versions.values())),
        spans=tuple(_span_differences({coder: [*layer.spans.values()] for coder, layer in layers.items()})),
        background=tuple(sorted(background)),
    )


def _answer_difference(question: str, layers: Mapping[str, Layer]) -> AnswerDifference:
    versions = {coder: layer.answers.get(question) for coder, layer in layers.items()}
    kind = AGREED if len(set(versions.values())) == 1 else "answer"
    return AnswerDifference(f"answer:{question}", kind, question, versions)


def _span_differences(spans_by_coder: Mapping[str, Sequence[Span]]) -> list[Difference]:
    coders, marks = [*spans_by_coder], {}
    for coder, spans in spans_by_coder.items():
        for span in spans:
            marks.setdefault(span.place, {})[coder] = span
    agreed = [place for place, by_coder in marks.items() if _is_agreed(by_coder, coders)]
    rest = sorted(marks.keys() - set(agreed))
    groups = [[place] for place in agreed] + _joined_places(rest, {place: set(marks[place]) for place in rest})
    found = [_difference(places, marks, coders) for places in groups]
    return sorted(found, key=lambda one: (one.start, one.end, one.key))


def _is_agreed(by_coder: Mapping[str, Span], coders: Sequence[str]) -> bool:
    first, *others = by_coder.values()
    return len(by_coder) == len(coders) and all(dict(one.attributes) == dict(first.attributes) for one in others)


def _joined_places(places: Sequence[Place], coders_of: Mapping[Place, set[str]]) -> list[list[Place]]:
    """Groups of sorted places: those of one label that overlap, then those of other labels that are nearly the same.

    What one coder marked is only joined by what another one did.
    """
    joined = Joined()
    pairs = [(one, other) for one, other in _overlapping(places) if not coders_of[one] & coders_of[other]]
    for one, other in pairs:
        if one[2] == other[2]:
            joined.join(one, other)
    coders = {}
    for place in places:
        coders.setdefault(joined.of(place), set()).update(coders_of[place])
    for one, other in sorted(pairs, key=lambda pair: (-_share(*pair), pair)):
        first, second = joined.of(one), joined.of(other)
        if _share(one, other) >= ALIKE and first != second and not coders[first] & coders[second]:
            joined.join(first, second)
            coders[joined.of(first)] = coders[first] | coders[second]
    groups: dict[Place, list[Place]] = {}
    for place in places:
        groups.setdefault(joined.of(place), []).append(place)
    return list(groups.values())


def _overlapping(places: Sequence[Place]) -> Iterable[tuple[Place, Place]]:
    """Pairs of sorted places that have characters in common."""
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            if other[0] >= one[1]:
                break
            yield one, other


def _share(one: Place, other: Place) -> float:
    """Characters in both of those in either."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0]))


def _difference(
    places: Sequence[Place], marks: Mapping[Place, Mapping[str, Span]], coders: Sequence[str]
) -> Difference:
    versions = {
        coder: tuple(marks[place][coder] for place in sorted(places) if coder in marks[place]) for coder in coders
    }
    start, end, label = min(places)
    return Difference(
        key=f"{start}-{end}-{label}",
        kind=_kind(list(versions.values())),
        start=start,
        end=max(place[1] for place in places),
        versions=versions,
    )


def _kind(versions: Sequence[tuple[Span, ...]]) -> str:
    there = [spans for spans in versions if spans]
    labels = {frozenset(span.label for span in spans) for spans in there}
    edges = {tuple((span.start, span.end) for span in spans) for spans in there}
    if len(labels) > 1 or len(edges) > 1:
        return "mixed" if len(labels) > 1 and len(edges) > 1 else "label" if len(labels) > 1 else "edges"
    marks = [[(span.place, dict(span.attributes)) for span in spans] for spans in there]
    if any(one != marks[0] for one in marks):
        return "attributes"
    return AGREED if len(there) == len(versions) else "only"
