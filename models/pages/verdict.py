"""Whether a detector is worth using, in one sentence."""

from collections.abc import Mapping
from typing import Any

from labeling.core.scheme import Question

ENOUGH = 50  # documents; below that figures jump from training to training
CLEARLY = 0.02  # of F1


def verdict(metrics: Mapping[str, Any] | None, question: Question) -> str:
    """`metrics` are those of the newest version; None: there is none."""
    if metrics is None:
        return f"No detector yet. It learns from your answers to “{question.text}”."
    yes = question.positive
    measured = f"F1 {metrics['f1']:.2f} against {metrics['all_yes_f1']:.2f}, {metrics['method']}, n = {metrics['n']:,}"
    if metrics["n"] < ENOUGH:
        return f"Too early to tell: {measured}. Below {ENOUGH} answers figures jump; go on answering."
    if metrics["f1"] - metrics["all_yes_f1"] > CLEARLY:
        return f"Finds reports better than answering “{yes}” to everything: {measured}."
    return f"Not better yet than answering “{yes}” to everything: {measured}. More answers help most."
