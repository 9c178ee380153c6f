from labeling.store.database import write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.out_of_fold import OutOfFold
from models.training import train_detector
from models.versions.comparison import compare_versions


def version(db, scores: list[float], *, begin: int = 0) -> int:
    """A version that said this of the documents from `begin` on, which are reports and others in turn."""
    rows = [OutOfFold(f"d{n}", 0, n % 2 == 0, score) for n, score in enumerate(scores, start=begin)]
    metrics = {"threshold": 0.5}
    return add_model_version(
        db, kind="detector", artifact=b"x", metrics=metrics, settings={}, trained_on="", out_of_fold=rows
    )


def test_two_versions_are_compared_on_the_documents_both_were_measured_on(db, load):
    load(40)
    first = version(db, [0.9 if n % 2 == 0 else 0.1 for n in range(30)])
    second = version(db, [0.5] * 30, begin=10)
    compared = compare_versions(db, first, second)
    rows = {row["figure"]: row for row in compared["rows"]}
    assert compared["n"] == 20
    assert (rows["average_precision"]["before"], rows["macro_f1"]["before"]) == (1.0, 1.0)
    assert rows["average_precision"]["high"] < 0
    assert 0 < rows["brier"]["low"] <= rows["brier"]["difference"] <= rows["brier"]["high"]


def test_the_answers_are_those_the_later_one_knew_whichever_is_named_first(db, load):
    load(40)
    scores = [0.9 if n % 2 == 0 else 0.1 for n in range(30)]
    first = version(db, scores)
    second = version(db, scores)
    with write(db):
        db.execute("UPDATE out_of_fold SET is_positive = NOT is_positive WHERE model_id = ?", (second,))
    for pair in ((first, second), (second, first)):
        rows = {row["figure"]: row["before"] for row in compare_versions(db, *pair)["rows"]}
        assert rows["f1"] == 0, "both say the opposite of what was known later"


def test_a_version_compared_with_itself_differs_in_nothing(db, load):
    load(40)
    number = train_detector(db).id
    rows = compare_versions(db, number, number)["rows"]
    assert len(rows) == 4
    assert all(row["difference"] == row["low"] == row["high"] == 0 for row in rows)


def test_versions_that_share_no_document_cannot_be_compared(db, load):
    load(40)
    numbers = version(db, [0.5] * 10), version(db, [0.5] * 10, begin=20)
    assert compare_versions(db, *numbers) == {"n": 0, "n_turned": 0, "rows": []}
