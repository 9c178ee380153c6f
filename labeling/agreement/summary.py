"""What a report comes to: where people differ most, and what to do next."""

from collections import Counter

from labeling.agreement.figure import FEW
from labeling.agreement.words import KINDS
from labeling.core.plural import n_of


def leading(report: dict, n: int = 3) -> list[tuple[str, str, int, int]]:
    """What differs most often: (kind, question or label, how often, in how many documents), most often first."""
    times: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], set[str]] = {}
    for row in report["documents"]:
        for one in row["differences"]:
            key = (one["kind"], one["about"] if one["kind"] == "answer" else " and ".join(sorted(one["labels"])))
            times[key] += 1
            places.setdefault(key, set()).add(row["document_id"])
    ranked = sorted(times.items(), key=lambda item: (-item[1], item[0]))
    return [(*key, count, len(places[key])) for key, count in ranked[:n]]


def next_step(report: dict) -> str:
    """One sentence: what to do next."""
    n = report["n_documents"]
    if not n:
        return "Give the same documents to two people. When both have finished one, it counts here."
    if n < FEW:
        return f"Let two people finish {n_of(FEW - n, 'document')} more: under {FEW} there is too little to tell."
    if not report["documents"]:
        return "Nothing differs. Go on, and look again when there is more."
    return "Read the worst of these together, and say in the guidelines what holds."


def differs_most(report: dict) -> str:
    """What differs most often, in words; "" where nothing does."""
    found = leading(report)
    return "; ".join(f"{about}: {KINDS[kind]}, {n:,} × in {n_of(n_in, 'document')}" for kind, about, n, n_in in found)
