"""What the words around a layer's spans say of them: proposed attributes, and the casualties of the whole document."""

from collections.abc import Mapping
from dataclasses import dataclass

from labeling.core.casualties.total import Bounds
from labeling.core.casualty import LABEL, propose, total
from labeling.core.layer import Layer
from labeling.core.scheme import Scheme
from labeling.core.span import Span

OUTCOMES = ("killed", "wounded", "unspecified", "none")  # in the order a total names them


@dataclass(frozen=True, slots=True)
class Proposal:
    """Attributes that are proposed for a span; `counted` is False for people another span counts already."""

    start: int
    end: int
    label: str
    attributes: dict[str, object]
    counted: bool


@dataclass(frozen=True, slots=True)
class Details:
    """`total` is a sentence for people, None where nobody was marked."""

    proposals: tuple[Proposal, ...] = ()
    total: str | None = None


def details_of(text: str, layer: Layer, scheme: Scheme) -> Details:
    """The details of a layer; only the label of the casualty parser has any."""
    label = scheme.label(LABEL)
    spans = sorted((span for span in layer.spans.values() if span.label == LABEL), key=lambda span: span.place)
    if label is None or not spans:
        return Details()
    proposals = []
    for span in spans:
        found = propose(text, span.start, span.end)
        values = {"outcome": found.outcome, "min": found.min, "max": found.max}
        allowed = {
            name: value
            for name, value in values.items()
            if value is not None and (attribute := label.attribute(name)) and attribute.allows(value)
        }
        if allowed:
            counted = not (found.is_subset or found.is_repeat)
            proposals.append(Proposal(span.start, span.end, LABEL, allowed, counted))
    return Details(tuple(proposals), total_sentence(text, spans))


def total_sentence(text: str, spans: list[Span]) -> str | None:
    """The casualties of a document in words: "killed 3, wounded ≥ 2"; subsets and repeats are not added.

    >>> text = "The blast killed three soldiers, including two Americans, and wounded at least two guards."
    >>> total_sentence(text, [Span(17, 31, LABEL), Span(43, 56, LABEL), Span(70, 89, LABEL)])
    'killed 3, wounded ≥ 2'
    """
    return sentence_of(total(text, [(span.start, span.end, span.attributes) for span in spans]))


def sentence_of(found: Mapping[str, Bounds]) -> str | None:
    """What `total` found, in words."""
    parts = [f"{outcome} {_range(*found[outcome])}" for outcome in OUTCOMES if outcome in found and outcome != "none"]
    return ", ".join(parts) or ("no casualties" if "none" in found else None)


def _range(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return "?"
    if most is None:
        return f"≥ {least:,}"
    return f"{most:,}" if least in (most, None) else f"{least:,}–{most:,}"
