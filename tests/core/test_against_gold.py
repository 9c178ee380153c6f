from labeling.core.annotation import Answer
from labeling.core.settling.against_gold import Score, compare
from labeling.core.span import Span
from tests.annotated import annotated

TEXT, GOLD = annotated(
    "Rockets hit [Camp Taji|BASE] and [Joint Base Balad|BASE],"
    " killing [three [soldiers|ACTOR]|CASUALTY] on [Friday|DATE]."
)


def spans(marked: str) -> list[Span]:
    text, found = annotated(marked)
    assert text == TEXT
    return found


def told(mine, gold) -> list[tuple[str, str, str]]:
    found = compare(mine, gold, {}, {}).differences
    return [(one.kind, *(span.quote(TEXT) if span else "" for span in (one.mine, one.gold))) for one in found]


def test_the_same_layer_has_no_differences():
    comparison = compare(GOLD, GOLD[::-1], {"q": Answer("yes")}, {"q": Answer("yes")})
    assert (comparison.differences, comparison.answers) == ([], {})
    assert comparison.score == Score(5, 5, 5, 5, 1, 1)
    assert comparison.score.exact_f1 == 1


def test_each_kind_of_difference_is_told_once_by_place():
    mine = spans(
        "[Rockets|WEAPON] hit [Camp Taji|ACTOR] and Joint [Base Balad|BASE],"
        " killing [three soldiers|CASUALTY] on Friday."
    )
    assert told(mine, GOLD) == [
        ("extra", "Rockets", ""),
        ("other label", "Camp Taji", "Camp Taji"),
        ("other edges", "Base Balad", "Joint Base Balad"),
        ("missing", "", "soldiers"),
        ("missing", "", "Friday"),
    ]
    score = compare(mine, GOLD, {}, {}).score
    assert (score.n_mine, score.n_gold, score.n_exact, score.n_overlap) == (4, 5, 1, 2)
    assert (score.exact_f1, score.overlap_f1) == (2 / 9, 4 / 9)


def test_a_nested_mark_with_another_label_is_a_mark_of_its_own():
    _, (inner, outer) = annotated("[members of the [air force|ACTOR] of Iraq|CASUALTY]")
    found = compare([inner], [outer], {}, {}).differences
    assert sorted(one.kind for one in found) == ["extra", "missing"]


def test_attributes_count_where_place_and_label_agree():
    mine, gold = Span(0, 7, "WEAPON", {"kind": "rocket"}), Span(0, 7, "WEAPON", {"kind": "missile"})
    (found,) = compare([mine], [gold], {}, {}).differences
    assert (found.kind, found.mine, found.gold) == ("other attributes", mine, gold)
    assert compare([mine], [gold], {}, {}).score.exact_f1 == 1


def test_of_two_marks_on_one_thing_the_nearer_one_is_its_pair():
    gold = [Span(10, 20, "BASE")]
    mine = [Span(8, 12, "BASE"), Span(9, 20, "BASE")]
    found = compare(mine, gold, {}, {})
    assert [(one.kind, one.mine) for one in found.differences] == [("extra", mine[0]), ("other edges", mine[1])]


def test_answers_that_gold_gives_are_compared():
    mine, gold = {"a": Answer("yes"), "c": Answer("no")}, {"a": Answer("no"), "b": Answer("yes")}
    found = compare([], [], mine, gold)
    assert found.answers == {"a": ("yes", "no"), "b": (None, "yes")}
    assert (found.score.n_answers, found.score.n_right, found.score.exact_f1) == (2, 0, None)


def test_scores_add_up_over_documents():
    assert Score(1, 2, 1, 1) + Score(3, 2, 1, 2) == Score(4, 4, 2, 3)
