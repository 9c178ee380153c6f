"""Why a document comes now, in the words an annotator reads."""

from labeling.core.scheme import Question

BEGUN = "You began this one."
BY_KEYWORDS = "Speaks most of attacks, by keywords."
BY_CHANCE = "Drawn at random, for an honest sample."
IN_SLICE = "Drawn at random, for the locked test slice: nothing is suggested here."
BY_ORDER = "Next in the order of loading."
NEARLY_THE_SAME = "Nearly the same as another one of yours, so it comes last."


def why_uncertain(score: float, threshold: float, question: Question) -> str:
    """That the detector is unsure, and how much; `score` and `threshold` from 0 to 1."""
    return (
        f"The detector is unsure: {score:.0%} likely “{question.positive}”, and it says {question.positive} "
        f"from {threshold:.0%}."
    )
