"""Whether a detector is worth using yet: a word, and a sentence that says by what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from labeling.core.scheme import Question
from models.pages.words import bounds, figure, of_100
from models.versions.at_threshold import AtThreshold

ENOUGH = 50  # documents; below that figures jump from training to training
CLEARLY = 0.02  # of F1, where no interval is known
NONE, EARLY, NO, ORDER, YES = "none", "early", "no", "order", "yes"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` is NONE, EARLY, NO, ORDER (worth using to order the reading alone) or YES."""

    kind: str
    headline: str
    sentence: str


def verdict(metrics: Mapping[str, Any] | None, question: Question, found: AtThreshold | None = None) -> Verdict:
    """`metrics` are those of the version that serves, `found` what it does at its threshold; None: there is none."""
    if metrics is None:
        return Verdict(NONE, "No detector yet", f"It learns from your answers to “{question.text}”.")
    n, all_yes = metrics["n"], metrics["all_yes_f1"]
    f1 = figure(metrics["f1"], *bounds(metrics, "f1"))
    trap = f"{all_yes:.2f} for answering “{question.positive}” to everything"
    against = f"F1 at the best balance {f1} against {trap}; n = {n:,}, out of fold."
    if n < ENOUGH:
        sentence = f"Below {ENOUGH} answers figures jump from training to training. So far: {against}"
        return Verdict(EARLY, "Too early to tell", sentence)
    does = f"{_does(found)} {against}" if found else against
    low, _ = bounds(metrics, "f1")
    lowest = metrics["f1"] - CLEARLY if low is None else low
    if lowest > all_yes:
        return Verdict(YES, "Worth using", does)
    ranked, _ = bounds(metrics, "average_precision")
    if ranked is not None and ranked > metrics["prevalence"]:
        headline = "Worth using to choose what to read first, not yet to decide"
        ap = figure(metrics["average_precision"], *bounds(metrics, "average_precision"))
        order = f"Its ranking is better than chance (AP {ap}, chance {metrics['prevalence']:.2f})"
        return Verdict(ORDER, headline, f"{order}, its answers are not surely: {against}")
    return Verdict(NO, "Not worth using yet", f"Not surely better than answering without reading: {against}")


def _does(found: AtThreshold) -> str:
    recall = found.recall
    finds = f"Of 100 reports it finds {of_100(recall.share, recall.low, recall.high)}"
    finds += f" by reading {found.read * 1000:.0f} of 1,000 documents"
    if found.precision is None:
        return f"{finds}."
    right = of_100(found.precision.share, found.precision.low, found.precision.high)
    return f"{finds}; of 100 it calls reports, {right} are."
