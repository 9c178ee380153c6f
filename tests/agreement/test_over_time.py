from collections import Counter
from datetime import date

from labeling.agreement.coded import CodedDocument
from labeling.agreement.comparison import Compared
from labeling.agreement.over_time import drifts, weekly
from labeling.agreement.over_time_words import told


def rows(week: str, n: int, n_same: int, *, n_shared: int = 3) -> list[Compared]:
    """`n` documents of a week, `n_same` of them answered as in gold, each with `n_shared` of 4 spans as in gold."""
    return [
        Compared(
            CodedDocument(f"{week} {number}", "A report", f"{week} {number}", 100, ()),
            ("Amal", "gold"),
            week,
            "scheme 1",
            answers={"attack": ("yes", "yes" if number < n_same else "no")},
            n_marked=Counter(BASE=8),
            n_overlap=Counter(BASE=n_shared + number % 2),
            n_exact=Counter(BASE=n_shared),
        )
        for number in range(n)
    ]


def test_a_week_has_its_own_figures_with_n_and_interval_beside_those_of_all_weeks():
    found = {
        (row["measure"], row["week"]): row
        for row in weekly(rows("2026-W10", 4, 4) + rows("2026-W11", 4, 1, n_shared=2))
    }
    assert [found["percent", week]["value"] for week in ("", "2026-W10", "2026-W11")] == [5 / 8, 1, 1 / 4]
    assert found["exact_f1", "2026-W11"]["value"] == 2 * 2 * 4 / (8 * 4)
    assert found["overlap_f1", ""]["n"] == 8
    assert found["percent", ""]["low"] < 5 / 8 < found["percent", ""]["high"]


def test_a_clear_drop_is_told_with_both_figures_and_where_it_begins():
    held = rows("2026-W40", 15, 14) + rows("2026-W41", 15, 14) + rows("2026-W45", 12, 4) + rows("2026-W46", 12, 4)
    (drift,) = drifts(held)
    assert (drift.measure, drift.question, drift.since, drift.is_worse) == ("percent", "attack", "2026-W45", True)
    assert (drift.before.n, drift.recent.n) == (30, 24)
    assert drift.low <= drift.recent.value - drift.before.value <= drift.high < 0
    words = told(drift, date(2026, 11, 18))
    assert words.startswith("Your answers to attack and gold agreed less in the last three weeks: 33 % [")
    assert words.endswith("before, n = 24 and 30. Look at these articles.")


def test_a_rise_is_told_too_and_asks_for_nothing():
    (drift,) = drifts(rows("2026-W40", 25, 8) + rows("2026-W45", 25, 24))
    assert not drift.is_worse
    assert told(drift, date(2026, 11, 5)).endswith("before, n = 25 and 25.")


def test_nothing_is_said_of_fewer_than_twenty_in_either_half_however_far_apart():
    assert drifts(rows("2026-W40", 19, 19) + rows("2026-W45", 40, 0)) == []
    assert drifts(rows("2026-W40", 40, 40) + rows("2026-W45", 19, 0)) == []
    assert drifts(rows("2026-W40", 20, 20) + rows("2026-W45", 20, 0)) != []


def test_what_chance_can_do_is_no_drift():
    assert drifts(rows("2026-W40", 30, 27) + rows("2026-W45", 30, 25)) == []


def test_near_duplicates_are_one_piece_of_evidence():
    before, recent = rows("2026-W40", 20, 16), rows("2026-W45", 20, 6)
    assert drifts(before + recent)
    for one in recent[:10]:
        object.__setattr__(one.document, "group", "one story")
    for one in recent[10:]:
        object.__setattr__(one.document, "group", "another")
    assert not [one for one in drifts(before + recent) if one.high < -0.5]
