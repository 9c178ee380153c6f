"""A row of the quality table: a figure with its interval, what it was measured on, and what is good enough."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Row:
    """`interval`: 95 %; None: told by `on` alone. `wanted`: at least that, or at most where not `least`; None: no bar.

    `plain`: the same figure of words and pairs under a logistic regression.
    """

    HEAD: ClassVar[str] = f"{'':<74} {'':>6}  {'95 %':<13} {'wanted':<8} {'':<5} {'plain':<6} measured on"

    name: str
    value: float
    interval: tuple[float, float] | None
    on: str
    wanted: float | None = None
    least: bool = True
    plain: float | None = None

    @property
    def is_met(self) -> bool:
        return self.wanted is None or (self.value >= self.wanted if self.least else self.value <= self.wanted)

    def line(self) -> str:
        span = "" if self.interval is None else f"{_short(self.interval[0])} – {_short(self.interval[1])}"
        wanted = "" if self.wanted is None else f"{'≥' if self.least else '≤'} {_short(self.wanted)}"
        verdict = "" if self.wanted is None else "yes" if self.is_met else "NO"
        plain = "" if self.plain is None else _short(self.plain)
        return f"{self.name:<74} {_short(self.value):>6}  {span:<13} {wanted:<8} {verdict:<5} {plain:<6} {self.on}"


def _short(figure: float) -> str:
    return f"{figure:.3f}" if abs(figure) < 2 else f"{figure:.4g}"
