"""Alpha by week, scheme and version of the guidelines, against arithmetic by hand."""

import pytest

from labeling.agreement.coded import CodedDocument, CodedLayer
from labeling.agreement.report import report
from labeling.agreement.rows import figure_rows
from labeling.store.authors import author_named
from labeling.workflow.annotate import take_operations
from labeling.workflow.guidance.guidelines import change_guideline
from labeling.workflow.settling.agreement import agreement
from tests.agreement.made import LENGTH
from tests.operations import message

EARLY, LATE = "2026-03-02T10:00:00.000Z", "2026-03-09T10:00:00.000Z"  # ISO weeks 10 and 11


def coded(name: str, *layers: tuple[str, str, str, str]) -> CodedDocument:
    """One document; each layer is (coder, answer, when, version of the guidelines)."""
    made = tuple(
        CodedLayer(who, (), {"attack": answer}, at, "scheme 1", guideline) for who, answer, at, guideline in layers
    )
    return CodedDocument(name, name, name, LENGTH, made)


def two(n: int, ours: str, theirs: str, at: str = EARLY, guideline: str = "version 1") -> list[CodedDocument]:
    """`n` documents that Amal and Ben answered so."""
    return [
        coded(f"{at} {ours} {theirs} {n} {i}", ("Amal", ours, at, guideline), ("Ben", theirs, at, guideline))
        for i in range(n)
    ]


def parts(found: dict, key: str, name: str) -> dict:
    return {part[name]: part for part in found["questions"][0][key]}


def test_alpha_of_a_week_is_that_of_its_documents_alone():
    first = two(12, "yes", "yes") + two(4, "no", "no") + two(4, "yes", "no")
    second = two(10, "yes", "yes", LATE) + two(10, "no", "no", LATE)
    weeks = parts(report(first + second), "weeks", "week")
    # 40 values, 28 yes and 12 no; 4 documents differ: Do = 2 · 4 of 40, De = 2 · 28 · 12 of 40 · 39
    assert weeks["2026-W10"]["alpha"]["value"] == pytest.approx(1 - (8 / 40) / (2 * 28 * 12 / (40 * 39)))
    assert weeks["2026-W10"]["alpha"]["n"] == 20
    assert weeks["2026-W10"]["alpha"]["low"] < weeks["2026-W10"]["alpha"]["value"] < weeks["2026-W10"]["alpha"]["high"]
    assert weeks["2026-W11"]["alpha"]["value"] == 1
    assert report(first)["questions"][0]["alpha"] == weeks["2026-W10"]["alpha"]


def test_under_twenty_documents_there_is_no_alpha_and_it_is_said_why():
    found = report(two(19, "yes", "no") + two(20, "yes", "yes", LATE))
    early, late = (parts(found, "weeks", "week")[week]["alpha"] for week in ("2026-W10", "2026-W11"))
    assert (early["value"], early["n"], early["why"]) == (
        None,
        19,
        "Only 19 documents; there is an alpha from 20 on.",
    )
    assert (late["value"], late["n"], late["why"][:18]) == (None, 20, "All gave the same ")
    spans = {part["week"]: part["alpha_u"]["why"] for part in found["spans"]["weeks"]}
    assert spans["2026-W10"].startswith("Only 19 documents")


def test_a_third_coder_later_makes_pairs_of_that_week_and_the_values_of_all_who_are_in_one():
    both = [("Amal", "yes", EARLY, "version 1"), ("Ben", "yes", EARLY, "version 1")]
    documents = [coded(f"a{i}", *both, ("Chen", "no", LATE, "version 2")) for i in range(5)]
    documents += [coded(f"b{i}", *both, ("Chen", "yes", LATE, "version 2")) for i in range(15)]
    found = report(documents)
    weeks = parts(found, "weeks", "week")
    assert weeks["2026-W10"]["alpha"]["why"].startswith("All gave the same")  # Amal and Ben, all yes
    # 60 values, 55 yes and 5 no; in 5 documents one of three differs: 4 ordered pairs of two coders, over 3 - 1
    expected = 1 - (5 * 4 / 2 / 60) / (2 * 55 * 5 / (60 * 59))
    assert weeks["2026-W11"]["alpha"]["value"] == pytest.approx(expected)
    guidelines = parts(found, "guidelines", "guideline")
    assert guidelines["mixed"]["alpha"] == weeks["2026-W11"]["alpha"]
    assert guidelines["version 1"]["percent"]["value"] == 1


def test_versions_of_the_guidelines_are_held_apart_in_their_order_and_stand_in_the_table():
    documents = two(20, "yes", "yes") + two(5, "no", "no")
    for number, guideline in enumerate(("version 2", "version 10"), start=1):
        at = f"2026-03-0{number}T10:00:00.000Z"
        documents += two(15, "yes", "yes", at, guideline) + two(3, "no", "no", at, guideline)
        documents += two(2 * number, "yes", "no", at, guideline)
    found = report(documents)
    guidelines = parts(found, "guidelines", "guideline")
    assert list(guidelines) == ["version 1", "version 2", "version 10"]
    # 40 values each: 32 yes and 8 no with 2 that differ; 44 values: 34 yes and 10 no with 4 that differ
    for name, n, n_yes, n_apart in (("version 2", 40, 32, 2), ("version 10", 44, 34, 4)):
        expected = 1 - (2 * n_apart / n) / (2 * n_yes * (n - n_yes) / (n * (n - 1)))
        assert guidelines[name]["alpha"]["value"] == pytest.approx(expected)
        assert guidelines[name]["alpha"]["n"] == n / 2
    rows = [row for row in figure_rows(found) if row["of"] == "question by guideline" and row["figure"] == "alpha"]
    assert [row["which"] for row in rows] == ["attack: version 1", "attack: version 2", "attack: version 10"]


def test_the_version_is_that_of_the_last_operation_and_mixed_where_two_differ(team):
    amal = author_named(team, "Amal")
    change_guideline(team, amal, "Mark what is hit.\n", note="shorter")
    take_operations(team, "feast", amal, [message("work.reopen"), message("work.submit", seconds=3)])
    found = agreement(team, amal)
    assert {part["guideline"]: part["percent"]["n"] for part in found["questions"][0]["guidelines"]} == {
        "mixed": 1,
        "version 1": 2,
    }
