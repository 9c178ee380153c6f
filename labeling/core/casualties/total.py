"""How many people one document reports killed and hurt."""

from collections.abc import Iterable, Mapping

from labeling.core.casualties.proposal import Casualty, is_toll, propose
from labeling.core.casualties.words import NONE

Bounds = tuple[int, int | None]  # at least, at most or None: open


def total(text: str, spans: Iterable[tuple[int, int, Mapping[str, object]]]) -> dict[str, Bounds]:
    """Outcome to (at least, at most or None: open) over the marked casualties of one document.

    spans: start, end (code points) and attributes, as the annotator set them; what is not set is proposed.
    `min` and `max` belong together: a `min` alone leaves the end open. People without a number are one at least.
    Left out: subsets, repeats and spans whose `event` is not "focus". A toll ("rose to 14") takes the place of the
    sum so far where it is not smaller. "none" is there only where nobody is said to be killed or hurt.

    >>> text = "Rockets killed three soldiers, including two Americans."
    >>> total(text, [(15, 29, {}), (41, 54, {})])
    {'killed': (3, 3)}
    """
    sums: dict[str, Bounds] = {}
    tolls: list[tuple[str, Bounds]] = []
    hurt = False
    for start, end, attributes in spans:
        proposed = propose(text, start, end)
        outcome = attributes.get("outcome") or proposed.outcome
        if not outcome or attributes.get("event") not in (None, "focus"):
            continue
        hurt = hurt or outcome != NONE
        if proposed.is_subset or proposed.is_repeat:
            continue
        low, high = (0, 0) if outcome == NONE else _bounds(attributes, proposed)
        if is_toll(text, start, end):
            tolls.append((outcome, (low, high)))
            continue
        least, most = sums.get(outcome, (0, 0))
        sums[outcome] = (least + low, None if most is None or high is None else most + high)
    for outcome, bounds in tolls:
        sums[outcome] = max(bounds, sums.get(outcome, (0, 0)), key=_least)
    if hurt:
        sums.pop(NONE, None)
    return sums


def _bounds(attributes: Mapping[str, object], proposed: Casualty) -> Bounds:
    low, high = attributes.get("min"), attributes.get("max")
    if low is None and high is None:
        low, high = proposed.min, proposed.max
    return (1 if high is None else min(1, high)) if low is None else low, high


def _least(bounds: Bounds) -> int:
    return bounds[0]
