"""A change of somebody's agreement with gold in plain and kind words."""

from dataclasses import asdict
from datetime import date

from labeling.agreement.figure import Figure
from labeling.agreement.over_time import Drift, monday
from labeling.agreement.words import interval, number

WORDS = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def told(drift: Drift, today: date) -> str:
    """Both figures with interval and n, and when; said of "your" marks, for its person reads it first."""
    what = f"answers to {drift.question}" if drift.question else "marks"
    way = "less" if drift.is_worse else "more"
    figures = " against ".join(_said(drift.measure, one) for one in (drift.recent, drift.before))
    n = f"n = {drift.recent.n:,} and {drift.before.n:,}"
    end = " Look at these articles." if drift.is_worse else ""
    return f"Your {what} and gold agreed {way} {_weeks(drift.since, today)}: {figures} before, {n}.{end}"


def _said(measure: str, figure: Figure) -> str:
    return f"{number(measure, figure.value)} {interval(measure, asdict(figure))}".strip()


def _weeks(since: str, today: date) -> str:
    n = (today - date.fromisoformat(monday(since))).days // 7 + 1
    return "this week" if n <= 1 else f"in the last {WORDS[n] if n < len(WORDS) else n} weeks"
