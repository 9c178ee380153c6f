"""How a thing is measured: the same work by Sitrep and by the bare library in turn, medians and their ratio."""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`ours` and `bare` are seconds (medians); `budget` is the largest ratio that is good enough."""

    name: str
    ours: float
    bare: float
    budget: float
    n: int

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    def line(self) -> str:
        verdict = "within" if self.ratio <= self.budget else "OVER"
        return (
            f"{self.name:<52} {self.ours:8.2f} s  bare {self.bare:8.2f} s  ratio {self.ratio:5.2f}"
            f"  ({verdict} {self.budget:g}, {self.n} runs in turn)"
        )


def in_turn(name: str, ours: Callable[[], object], bare: Callable[[], object], *, budget: float, n: int = 3) -> Result:
    """Run both `n` times, one after the other, so that both meet the same load of the machine."""
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(n):
        for key, work in (("ours", ours), ("bare", bare)):
            begin = time.perf_counter()
            work()
            times[key].append(time.perf_counter() - begin)
    return Result(name, statistics.median(times["ours"]), statistics.median(times["bare"]), budget, n)


def quantile(values: list[float], share: float) -> float:
    """The value that `share` of all are not above; 0 < share <= 1.

    >>> quantile([float(n) for n in range(12, 0, -1)], 0.95), quantile([3.0, 1.0, 2.0, 4.0], 0.5)
    (12.0, 2.0)
    """
    return sorted(values)[math.ceil(share * len(values)) - 1]
