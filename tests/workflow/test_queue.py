import pytest

from labeling.core.errors import QueueRefused
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.suggestions import write_scores
from labeling.store.reading_order import write_reading_order
from labeling.workflow.annotate import take_operations
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.reading.queue import (
    BEGUN,
    BY_CHANCE,
    BY_KEYWORDS,
    NEARLY_THE_SAME,
    SHARES,
    change_shares,
    next_documents,
    progress,
    shares,
)
from tests.operations import message
from tests.stories import edited, shortened, story

FESTIVAL = "A harvest festival filled the quiet valley."


@pytest.fixture
def model(db):
    def train(scores: dict[str, float]) -> int:
        metrics = {"threshold": 0.4}
        model_id = add_model_version(db, kind="detector", artifact=b"x", metrics=metrics, settings={}, trained_on="f")
        write_scores(db, model_id=model_id, question="attack_report", scores=scores.items())
        return model_id

    return train


def ids(db, author, **more) -> list[str]:
    return [found.id for found in next_documents(db, author, **more)]


def answer(db, author, document_id: str) -> None:
    operations = [message("answer.set", question="attack_report", value="no"), message("work.submit")]
    take_operations(db, document_id, author, operations)


def test_without_a_model_the_reports_come_first_by_their_words(db, amal, add):
    add(calm=FESTIVAL, hot="Rockets struck the airbase; three soldiers were wounded in the attack.")
    first, second = next_documents(db, amal)
    assert (first.id, first.why_now) == ("hot", BY_KEYWORDS)
    assert second.id == "calm"


def test_what_was_begun_comes_first_and_what_is_done_or_skipped_never(db, amal, add):
    add(a="A rocket attack.", b=FESTIVAL, c="Another rocket attack.", d=FESTIVAL + " Twice.")
    take_operations(db, "b", amal, [message("note.set", text="hm")])
    take_operations(db, "a", amal, [message("work.skip")])
    answer(db, amal, "c")
    assert next((found.id, found.why_now) for found in next_documents(db, amal)) == ("b", BEGUN)
    assert ids(db, amal) == ["b", "d"]


def test_documents_that_the_page_holds_already_are_left_out(db, amal, add):
    add(a="A rocket attack.", b=FESTIVAL, c="Another rocket attack.")
    assert ids(db, amal, n=1, skip=("a", "c")) == ["b"]


@pytest.fixture
def many_answers(monkeypatch):
    monkeypatch.setattr("labeling.workflow.reading.queue.n_answers", lambda db, question: 120)


def test_with_a_model_the_least_sure_ones_come_with_the_reason(db, amal, add, model, many_answers):
    texts = {f"d{number}": FESTIVAL + str(number) for number in range(4)}
    add(**texts)
    model({"d0": 0.9, "d1": 0.41, "d2": 0.05, "d3": 0.3})
    first = next_documents(db, amal)[0]
    assert first.id == "d1"
    assert first.why_now == "The detector is unsure: 41% likely “yes”, and it says yes from 40%."


def test_one_in_four_is_drawn_at_random(db, amal, add, model, many_answers):
    add(**{f"d{number}": f"{FESTIVAL} {number}" for number in range(40)})
    model({f"d{number}": number / 40 for number in range(40)})
    reasons = [found.why_now for found in next_documents(db, amal, n=12)]
    assert reasons.count(BY_CHANCE) == 3


def test_the_same_question_gets_the_same_answer(db, amal, add, model):
    add(**{f"d{number}": f"{FESTIVAL} {number}" for number in range(9)})
    model({f"d{number}": number / 9 for number in range(9)})
    assert ids(db, amal, n=9) == ids(db, amal, n=9)
    assert len(set(ids(db, amal, n=9))) == 9


def test_progress_counts_what_one_person_finished(db, amal, add):
    add(a="A rocket attack.", b=FESTIVAL)
    answer(db, amal, "a")
    assert (progress(db, amal).n_documents, progress(db, amal).n_done, progress(db, amal).n_done_today) == (2, 1, 1)


def test_ones_own_pace_is_told_from_the_third_document_of_the_day(db, add, amal):
    add(a="One.", b="Two.", c="Three.")
    paces = []
    for document_id, seconds in (("a", 30), ("b", 90), ("c", 60)):
        take_operations(db, document_id, amal, [message("work.submit", seconds=seconds)])
        paces.append(progress(db, amal).median_seconds)
    assert paces == [None, None, 60]


def test_until_25_answers_keywords_come_first_whatever_the_model_says(db, amal, add, model, monkeypatch):
    add(calm=FESTIVAL, hot="Rockets struck the airbase; three soldiers were wounded in the attack.")
    model({"calm": 0.4, "hot": 0.9})
    firsts = {}
    for answered in (24, 25):
        monkeypatch.setattr("labeling.workflow.reading.queue.n_answers", lambda db, question, n=answered: n)
        firsts[answered] = ids(db, amal, n=1)
    assert firsts == {24: ["hot"], 25: ["calm"]}


def test_the_order_made_after_training_comes_before_mere_uncertainty(db, amal, add, model, many_answers):
    add(**{f"d{number}": f"{FESTIVAL} {number}" for number in range(6)})
    number = model({f"d{row}": 0.4 + row / 100 for row in range(6)})
    change_shares(db, {"random": 0})
    write_reading_order(db, number, ["d5", "d2"])
    assert ids(db, amal, n=4) == ["d5", "d2", "d0", "d1"]


def test_the_shares_are_seen_and_changed_and_nonsense_is_refused(db, amal, add, model, many_answers):
    add(**{f"d{row}": f"{FESTIVAL} {row}" for row in range(40)})
    model({f"d{row}": row / 40 for row in range(40)})
    assert shares(db) == SHARES
    assert change_shares(db, {"unsure": 1}) == {"unsure": 1, "keywords": 0, "random": 1}
    reasons = [found.why_now for found in next_documents(db, amal, n=12)]
    assert reasons.count(BY_CHANCE) == 6
    for wrong in ({"unsure": 0, "random": 0}, {"random": -1}, {"random": 101}, {"luck": 1}):
        with pytest.raises(QueueRefused, match=r"Nothing was changed\."):
            change_shares(db, wrong)
    assert shares(db) == {"unsure": 1, "keywords": 0, "random": 1}


@pytest.fixture
def clusters(db, add):
    """Two clusters, a and b, of three documents each, and one document alone."""
    for name, text in (("a", story(1)), ("b", story(2))):
        add(**{f"{name}1": text, f"{name}2": edited(text, 1), f"{name}3": shortened(text)})
    add(alone=story(3))
    find_all_clusters(db)


def test_of_near_duplicates_one_comes_and_the_others_come_last(db, amal, clusters, model):
    model(dict.fromkeys(("a1", "a2", "a3", "b1", "b2", "b3", "alone"), 0.4))
    found = next_documents(db, amal, n=7)
    assert {one.id for one in found[:3]} == {"a1", "b1", "alone"}
    assert [(one.id, one.why_now) for one in found[3:]] == [
        (name, NEARLY_THE_SAME) for name in ("a2", "a3", "b2", "b3")
    ]


def test_after_one_near_duplicate_is_done_or_begun_the_others_wait_still(db, amal, clusters):
    answer(db, amal, "a2")
    take_operations(db, "b3", amal, [message("note.set", text="hm")])
    assert ids(db, amal, n=7) == ["b3", "alone", "a1", "a3", "b1", "b2"]


def test_a_skipped_document_lets_the_next_of_its_cluster_come(db, amal, clusters):
    take_operations(db, "a1", amal, [message("work.skip")])
    assert sorted(ids(db, amal, n=3)) == ["a2", "alone", "b1"]


def test_what_one_person_did_holds_back_nothing_of_another_one(db, amal, clusters):
    with write(db):
        basim = add_author(db, "Basim")
    answer(db, amal, "a1")
    assert sorted(ids(db, basim, n=3)) == ["a1", "alone", "b1"]
