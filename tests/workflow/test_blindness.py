"""Nobody who takes part in a blind round sees anything of another one's layer of its documents until it is closed."""

import pytest

from labeling.core.errors import NotAllowed
from labeling.core.span import Span
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.out_of_fold import OutOfFold
from labeling.store.learned.readings import write_reading
from labeling.store.learned.suggestions import write_scores
from labeling.store.listing import Filter, listed
from labeling.workflow.annotate import open_document, take_operations
from labeling.workflow.blindness import check_sees_all, hidden_documents, is_blind_to, visible_layers
from labeling.workflow.reading.queue import next_documents, why_now
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import close_round, pause_round, release, start_round
from labeling.workflow.suggesting.dictionary import learn_dictionary
from models.doubtful import doubted_answers, doubted_spans
from models.missed_mentions import Missed
from tests.api.test_api import client_for
from tests.operations import added, message

TEXT = "The Desert Wing struck. Nobody else saw the desert wing."
OTHER = "Officials blamed the desert wing again."
PLACE, OTHER_PLACE = (4, 15, "ACTOR"), (21, 32, "ACTOR")
METRICS = {"threshold": 0.4, "labels": {"ACTOR": {"shown_from": {"0.6": 0.1}}}, "model_labels": ["ACTOR"]}


@pytest.fixture
def people(db, add):
    """Amal and Noor take part, Basim does not and may only annotate, Lena leads; d1 and d2 are read by two."""
    add(d1=TEXT, d2=OTHER, d3=f"{OTHER} Indeed.")
    names = ("Amal", "Noor", "Basim", "Lena")
    with write(db):
        for name in names:
            add_author(db, name)
        db.execute(
            "UPDATE authors SET password_hash = 'x', role = CASE name WHEN 'Lena' THEN 'adjudicator' ELSE role END"
        )
    return [author_named(db, name) for name in names]


def start(db, *ids: str, **more) -> None:
    more = {"n_coders": 2} | more
    start_round(db, None, Plan("Blind", ("Amal", "Noor"), Choice(ids=ids), **more))


def mark(db, author, document_id: str = "d1", text: str = TEXT, *more: dict) -> None:
    answer = message("answer.set", question="attack_report", value="yes")
    take_operations(db, document_id, author, [added(text, Span(*PLACE)), answer, *more])


def offered(db, document_id: str, author) -> list[tuple[int, int, str]]:
    return [one.place for one in open_document(db, document_id, author).open_suggestions]


def test_layers_are_seen_by_their_author_and_by_those_who_review_and_take_no_part(db, people):
    amal, noor, basim, _ = people
    mark(db, amal)
    assert [visible_layers(db, one, "d1") for one in people] == [{amal.id}] * 4
    start(db, "d1")
    assert [visible_layers(db, one, "d1") for one in people] == [{amal.id}, set(), set(), {amal.id}]
    assert [is_blind_to(db, one, "d1") for one in people] == [True, True, True, False]
    assert [hidden_documents(db, one) for one in people] == [{"d1"}, {"d1"}, {"d1"}, set()]
    assert not is_blind_to(db, basim, "d2")
    for author in (amal, noor):
        mark(db, author, "d1", TEXT, message("work.submit"))
        assert visible_layers(db, author, "d1") == {author.id}  # a submitted layer can still be changed
    pause_round(db, None, "Blind")
    assert visible_layers(db, amal, "d1") == {amal.id}
    close_round(db, None, "Blind")
    assert [visible_layers(db, one, "d1") for one in people] == [{amal.id, noor.id}] * 4
    assert hidden_documents(db, amal) == set()


def test_a_lead_who_takes_part_is_as_blind_as_the_others_and_exports_nothing_meanwhile(db, people):
    lena = people[3]
    start_round(db, None, Plan("Blind", ("Amal", "Lena"), Choice(ids=("d1",)), n_coders=2))
    mark(db, people[0])
    assert visible_layers(db, lena, "d1") == set()
    with pytest.raises(NotAllowed, match="blind round “Blind”"):
        check_sees_all(db, lena)
    close_round(db, None, "Blind")
    check_sees_all(db, lena)


def test_a_round_that_is_not_blind_hides_nothing(db, people):
    amal, noor, *_ = people
    start(db, "d1", is_blind=False)
    mark(db, amal)
    learn_dictionary(db)
    assert visible_layers(db, noor, "d1") == {amal.id}
    assert PLACE in offered(db, "d1", noor)


def test_what_one_coder_marked_is_not_suggested_to_the_other_one_until_the_round_is_closed(db, people):
    amal, noor, *_ = people
    start(db, "d1")
    mark(db, amal, "d1", TEXT, message("work.submit"))
    assert not learn_dictionary(db).counts
    assert (offered(db, "d1", noor), offered(db, "d2", noor)) == ([], [])
    close_round(db, None, "Blind")
    learn_dictionary(db)
    assert PLACE in offered(db, "d1", noor)


def test_what_was_learned_before_the_round_began_is_forgotten_with_it(db, people):
    amal, noor, *_ = people
    mark(db, amal)
    learn_dictionary(db)
    assert PLACE in offered(db, "d1", noor)
    start(db, "d1")
    assert PLACE not in offered(db, "d1", noor)
    learn_dictionary(db)
    assert PLACE not in offered(db, "d1", noor)


def test_what_is_marked_in_other_documents_is_suggested_also_in_a_blind_one(db, people):
    amal, noor, *_ = people
    start(db, "d1")
    take_operations(db, "d2", amal, [added(OTHER, Span(*OTHER_PLACE))])
    learn_dictionary(db)
    assert PLACE in offered(db, "d1", noor)


def test_what_one_person_alone_reads_is_learned_from_until_it_is_taken_back(db, people):
    amal, noor, *_ = people
    start(db, "d1", n_coders=1, way="claimed")
    mark(db, amal)
    assert learn_dictionary(db).counts
    release(db, None, "Blind", person="Amal", to="Noor")
    assert not learn_dictionary(db).counts
    mark(db, noor, "d1", TEXT, message("work.submit"))
    assert not learn_dictionary(db).counts  # nor is it afterwards: two people have marked it now


@pytest.fixture
def trained(db, people):
    """A detector and a span suggester that know what Amal said of d1."""
    start(db, "d1")
    mark(db, people[0], "d1", TEXT, message("work.submit"))
    made = {"artifact": b"x", "metrics": METRICS, "settings": {}, "trained_on": "f"}
    detector = add_model_version(db, kind="detector", **made)
    write_scores(db, model_id=detector, question="attack_report", scores=[("d1", 0.97), ("d2", 0.41), ("d3", 0.4)])
    spans = add_model_version(db, kind="spans", **made)
    write_reading(db, "d1", spans, [(*PLACE, 0.99)])
    write_reading(db, "d2", spans, [(*OTHER_PLACE, 0.99)])


def rows(db, author, sort: str = "loaded") -> list[tuple[str, float | None]]:
    _, found = listed(db, author.id, "attack_report", Filter(sort=sort), threshold=0.4, limit=9)
    return [(row.id, row.score) for row in found]


def test_what_models_learned_from_the_first_coder_is_not_shown_to_the_second_one(db, people, trained, monkeypatch):
    noor = people[1]
    assert (offered(db, "d1", noor), offered(db, "d2", noor)) == ([], [OTHER_PLACE])
    assert (why_now(db, "d1"), why_now(db, "d2")) == ("", "The detector: 41% likely “yes”.")
    assert rows(db, noor) == [("d1", None), ("d2", 0.41), ("d3", 0.4)]
    assert rows(db, noor, "score")[-1] == rows(db, noor, "uncertain")[-1] == ("d1", None)
    monkeypatch.setattr("labeling.workflow.reading.queue.n_answers", lambda db, question: 120)
    assert next_documents(db, noor)[0].why_now == "Round “Blind”: 1 left."
    close_round(db, None, "Blind")
    assert offered(db, "d1", noor) == [PLACE]
    assert (why_now(db, "d1"), rows(db, noor)[0]) == ("The detector: 97% likely “yes”.", ("d1", 0.97))


def test_doubts_of_a_document_in_a_blind_round_are_told_when_it_is_closed(db, people, trained):
    doubted, missed = OutOfFold("d1", 0, True, 0.02, 0.98), Missed("d1", 40, 55, "ACTOR", "the desert wing", 0.9)

    def told() -> tuple[list[str], list[str]]:
        answers, _ = doubted_answers(db, [doubted], "attack_report", ("no", "yes"))
        spans = doubted_spans(db, [missed])
        return [one.document_id for one in answers], [one.document_id for one in spans]

    assert told() == ([], [])
    close_round(db, None, "Blind")
    assert told() == (["d1"], ["d1"])


def test_over_the_api_the_second_coder_gets_nothing_of_the_first_one(db, people, trained, monkeypatch):
    monkeypatch.setattr("labeling.store.accounts.passwords.has_passwords", lambda db: False)
    with write(db):
        db.execute("UPDATE authors SET password_hash = NULL")
    with client_for("Noor") as noor:
        opened = noor.get("/api/documents/d1")
        assert opened.status_code == 200
        message_of = opened.json()
        assert (message_of["spans"], message_of["operations"], message_of["answers"]) == ([], [], {})
        assert (message_of["suggestions"], message_of["state"]) == ([], "todo")
        assert message_of["why_now"] == "Round “Blind”: 1 left."
        assert message_of["round"] == {"name": "Blind", "kind": "normal"}
        queue = noor.get("/api/queue?open=d1").json()
        assert [one["why_now"] for one in queue["documents"]] == ["Round “Blind”: 1 left."]
        assert "Amal" not in opened.text + str(queue)
        assert queue["rounds"] == [{"name": "Blind", "kind": "normal", "due": "", "n_done": 0, "n_left": 1}]
        assert (queue["is_taken"], queue["nothing_left"]) == (False, "")
