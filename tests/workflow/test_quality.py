"""A team whose work is settled: what each may see of it, counted by hand."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from labeling.core.clock import written
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from labeling.workflow.progress import progress, rounds, seen_by
from labeling.workflow.quality import ALL, UNSEEN
from tests.coded_team import TAJI, finish, finish_all
from tests.operations import message
from tests.settled import settle, sign


@pytest.fixture
def team(db, add):
    """The project of `tests.coded_team`; taji and drill are settled afterwards, the feast is not."""
    finish_all(db, add)
    with write(db):
        gold = add_author(db, "gold", kind="gold")
    finish(db, "taji", gold, "yes", TAJI)
    finish(db, "drill", gold, "no", "A drill at [Ain al-Asad|BASE].")
    return db


@pytest.fixture
def seconds_apart(monkeypatch):
    """Operations come a second after each other, whosever they are, as they do from people."""
    moments = (written(datetime(2026, 3, 2, tzinfo=UTC) + timedelta(seconds=n)) for n in count())
    monkeypatch.setattr("labeling.workflow.annotate.now", lambda: next(moments))


def overall(found: dict, name: str) -> dict:
    return {
        row["measure"]: (row["value"], row["n"]) for row in found["gold"] if (row["name"], row["week"]) == (name, "")
    }


def test_documents_are_counted_once_whoever_finished_them(team, add):
    add(new="Nobody has read this.", begun="Somebody has begun this.")
    take_operations(team, "begun", author_named(team, "Ben"), [message("note.set", text="hm")])
    take_operations(team, "new", author_named(team, "Ben"), [message("work.skip")])
    found = progress(team)
    states = {row["state"]: row["documents"] for row in found["states"]}
    assert states == {"todo": 0, "open": 1, "done": 4, "skipped": 1}
    counts = ("n_documents", "n_finished", "n_double", "n_settled", "n_waiting")
    assert [found[name] for name in counts] == [6, 4, 3, 2, 1]
    (today,) = found["burn_up"]
    assert (today["finished"], today["settled"]) == (4, 2)
    assert {row["label"]: (row["spans"], row["documents"]) for row in found["labels"]} == {
        "BASE": (4, 2),
        "ACTOR": (3, 2),
        "WEAPON": (1, 1),
    }
    assert {row["value"]: (row["answers"], row["documents"]) for row in found["answers"]} == {
        "yes": (4, 3),
        "no": (4, 2),
    }
    assert [(row["name"], row["done"], row["open"], row["skipped"]) for row in found["people"]] == [
        ("Amal", 4, 0, 0),
        ("Ben", 3, 1, 1),
        ("Chen", 1, 0, 0),
    ]
    assert found["rounds"] == rounds(team) == []


def test_agreement_with_gold_is_counted_for_each_person(team):
    found = progress(team)
    assert overall(found, "Amal") == {"percent": (1, 2), "overlap_f1": (1, 2), "exact_f1": (1, 2)}
    # taji: two of two, one of them cut elsewhere; drill: another label, so neither has a partner
    assert overall(found, "Ben") == {"percent": (1 / 2, 2), "overlap_f1": (4 / 6, 2), "exact_f1": (2 / 6, 2)}
    assert {row["basis"] for row in found["gold"]} == {ALL}
    assert [(row["name"], row["document_id"]) for row in found["articles"]] == [("Ben", "taji"), ("Ben", "drill")]
    assert found["drift"] == []


def test_what_somebody_settled_themselves_is_left_out_for_them_alone(team):
    sign(team, "drill", author_named(team, "Ben"))
    found = progress(team)
    assert overall(found, "Ben") == {"percent": (1, 1), "overlap_f1": (1, 1), "exact_f1": (1 / 2, 1)}
    assert overall(found, "Amal")["percent"] == (1, 2)


def test_what_is_mended_after_the_first_submission_does_not_count(team):
    before = progress(team)["gold"]
    ben = author_named(team, "Ben")
    outcome = take_operations(
        team, "drill", ben,
        [message("work.reopen"), message("answer.set", question="attack_report", value="no"), message("work.submit")],
    )  # fmt: skip
    assert not outcome.refused
    assert progress(team)["gold"] == before


def test_enough_articles_settled_before_they_were_read_count_alone(db, add, amal, seconds_apart):
    settle(db, add, **{f"g{number}": f"A [feast|ACTOR] of year {number}." for number in range(21)})
    add(late="Rockets.")
    for number in range(21):
        finish(db, f"g{number}", amal, "no", f"A [feast|ACTOR] of year {number}.")
        if number == 18:
            finish(db, "late", amal, "yes", "[Rockets|WEAPON].")
            finish(db, "late", author_named(db, "gold"), "no", "Rockets.")
            assert {(row["basis"], row["n"]) for row in progress(db)["gold"] if not row["week"]} == {(ALL, 20)}
    found = progress(db)
    assert {row["basis"] for row in found["gold"]} == {UNSEEN}
    assert overall(found, "Amal")["percent"] == (1, 21)
    assert found["articles"] == []


def test_people_see_their_own_row_and_the_team_s_totals_and_who_leads_sees_all(team):
    found = progress(team)
    amal = author_named(team, "Amal")
    assert seen_by(team, amal, found) == found  # nobody has a password: everybody at this machine leads
    with write(team):
        team.execute("UPDATE authors SET password_hash = 'x'")
        team.execute("UPDATE authors SET role = 'adjudicator' WHERE name = 'Ben'")
    own = seen_by(team, amal, found)
    for table in ("people", "pace", "gold", "articles"):
        assert {row["name"] for row in own[table]} <= {"Amal"}, table
    assert own["labels"] == found["labels"]
    assert [(row["name"], row["median_seconds"], row["documents"]) for row in own["pace"]] == [("Amal", 9, 4)]
    lead = seen_by(team, author_named(team, "Ben"), found)
    assert [row["name"] for row in lead["pace"]] == ["", "Amal", "Ben"]  # Chen has finished too few for a median
