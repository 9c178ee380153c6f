"""How one layer differs from another that counts as right: span by span, answer by answer, and in figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from labeling.core.annotation import Answer
from labeling.core.span import Span

# What a difference can be, as it is told.
MISSING, EXTRA, OTHER_LABEL, OTHER_EDGES, OTHER_ATTRIBUTES = (
    "missing",
    "extra",
    "other label",
    "other edges",
    "other attributes",
)
MOSTLY = 0.5  # of the characters of both: two marks with different labels are of one thing


@dataclass(frozen=True, slots=True)
class Difference:
    """One span that differs: None in the layer that does not have it; two with OTHER_… that are of one thing."""

    kind: str
    mine: Span | None
    gold: Span | None

    @property
    def start(self) -> int:
        return (self.gold or self.mine).start


@dataclass(frozen=True, slots=True)
class Score:
    """Spans that agree, of those there are: exactly (place and label), or by overlap (label, and characters shared).

    `n_answers`: questions that gold answers; `n_right`: those answered the same. Scores add up over documents.
    """

    n_mine: int = 0
    n_gold: int = 0
    n_exact: int = 0
    n_overlap: int = 0
    n_answers: int = 0
    n_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def exact_f1(self) -> float | None:
        """From 0 to 1; None where neither marked anything."""
        return _f1(self.n_exact, self.n_mine, self.n_gold)

    @property
    def overlap_f1(self) -> float | None:
        return _f1(self.n_overlap, self.n_mine, self.n_gold)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differences` by place; `answers`: question to (mine, gold), of those gold answers otherwise."""

    differences: list[Difference]
    answers: dict[str, tuple[str | None, str]]
    score: Score


def compare(
    mine: Sequence[Span], gold: Sequence[Span], my_answers: Mapping[str, Answer], gold_answers: Mapping[str, Answer]
) -> Comparison:
    """Pair each span with one of the other layer at most: the same ones first, then those of one place, then the rest.

    Two spans with one label are a pair where they overlap, with different labels where they mostly do.
    """
    left, others, pairs = list(mine), list(gold), []
    for fits in (_are_same, _are_in_one_place, _overlap_alike, _are_mostly_one):
        pairs += _paired(left, others, fits)
    found = [Difference(kind, one, other) for one, other in pairs if (kind := _kind(one, other))]
    found += [Difference(EXTRA, one, None) for one in left] + [Difference(MISSING, None, other) for other in others]
    wrong = {
        question: (my_answers[question].value if question in my_answers else None, answer.value)
        for question, answer in gold_answers.items()
        if question not in my_answers or my_answers[question].value != answer.value
    }
    alike = [(one, other) for one, other in pairs if one.label == other.label]
    score = Score(
        n_mine=len(mine),
        n_gold=len(gold),
        n_exact=sum(one.place == other.place for one, other in alike),
        n_overlap=len(alike),
        n_answers=len(gold_answers),
        n_right=len(gold_answers) - len(wrong),
    )
    return Comparison(sorted(found, key=lambda one: (one.start, one.kind)), wrong, score)


def _paired(left: list[Span], others: list[Span], fits: Callable[[Span, Span], bool]) -> list[tuple[Span, Span]]:
    """Pairs that fit, those that share most first; both are taken out of their lists."""
    fitting = [(one, other) for one in left for other in others if fits(one, other)]
    pairs = []
    for one, other in sorted(fitting, key=lambda pair: -_n_shared(*pair)):
        if one in left and other in others:
            left.remove(one)
            others.remove(other)
            pairs.append((one, other))
    return pairs


def _are_same(one: Span, other: Span) -> bool:
    return one.place == other.place


def _are_in_one_place(one: Span, other: Span) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _overlap_alike(one: Span, other: Span) -> bool:
    return one.label == other.label and _n_shared(one, other) > 0


def _are_mostly_one(one: Span, other: Span) -> bool:
    n_shared = _n_shared(one, other)
    return n_shared >= MOSTLY * (one.end - one.start + other.end - other.start - n_shared)


def _n_shared(one: Span, other: Span) -> int:
    """Code points that both cover."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _kind(one: Span, other: Span) -> str | None:
    if one.label != other.label:
        return OTHER_LABEL
    if one.place != other.place:
        return OTHER_EDGES
    return OTHER_ATTRIBUTES if one.attributes != other.attributes else None


def _f1(n_agreed: int, n_mine: int, n_gold: int) -> float | None:
    return 2 * n_agreed / (n_mine + n_gold) if n_mine + n_gold else None
