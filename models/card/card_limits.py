"""What a detector must not be used for, as sentences for people who know nothing of the project."""

from collections.abc import Mapping
from typing import Any

from labeling.core.plural import n_of

FEW = 100  # positives, below which a source or two decide what was learned


def limits(card: Mapping[str, Any]) -> list[str]:
    """The sentences for this card, as far as it is filled in; the gravest first."""
    question, data = card["question"], card["data"]
    yes, n_positive = f"“{question['positive']}”", data["n_positive"]
    found = [
        f"It tells how likely those who answered its documents would answer {yes}. Whether what a text reports is true "
        "it does not tell, and a count of its answers is no count of events.",
        "It is there to choose what people read first. Do not let it decide alone what nobody reads, nor anything "
        "about a person.",
        f"It learned from {n_of(data['n'], 'document')} of {n_of(data['n_sources'], 'named source')}{_time(data)}. Of "
        "other sources, languages and times nothing is known: measure first, on documents that people answered.",
        f"{n_positive / data['n']:.0%} of these documents were {yes}. Where many more or many fewer texts are than in "
        "its project, its scores do not mean what they say, and precision at the threshold is another; their order "
        "stays of use.",
        "Its figures are of documents like these, chosen as these were. If people read what it or a search ranked "
        "high, these are no random sample; a look at a locked slice that was drawn at random is.",
        "Its file holds the words and pairs of neighbouring words of these documents, names of people among them, in "
        "plain text. Give it only to those who may know them.",
    ]
    f1, all_yes = card["figures"]["f1"]["value"], card["figures"]["all_yes_f1"]["value"]
    if f1 <= all_yes:
        found.insert(2, f"By its F1 ({f1:.2f}) it is no better than calling every text {yes} ({all_yes:.2f}).")
    few = f"Only {n_positive:,} of its documents were {yes}: look at the intervals before you trust a figure."
    return found if n_positive >= FEW else [*found[:2], few, *found[2:]]


def _time(data: Mapping[str, Any]) -> str:
    first, last = data["first_month"], data["last_month"]
    if first is None:
        return ", none of them dated"
    return f", published in {first}" if first == last else f", published from {first} to {last}"
