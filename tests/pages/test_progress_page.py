import pytest

from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.gold_items import gold_rate
from labeling.workflow.guidance.cases import answer, ask, rule
from labeling.workflow.guidance.comments import add_comment
from tests.coded_team import TAJI, finish, finish_all
from tests.pages.test_pages import words

PAGE = "labeling.pages.progress"


@pytest.fixture
def team(db, add):
    finish_all(db, add)
    with write(db):
        gold = add_author(db, "gold", kind="gold")
    finish(db, "taji", gold, "yes", TAJI)
    return db


def lock(db) -> None:
    """From now on there are passwords: people are what their roles say."""
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")


def test_who_leads_sees_the_team_everybody_s_gold_and_sets_how_often_a_settled_article_comes(show, team):
    page = show(PAGE)
    assert not page.exception
    assert not page.error
    cards = {metric.label: metric.value for metric in page.metric}
    assert [cards[name] for name in ("Finished", "Doubly coded", "Settled", "To settle")] == ["4", "75 %", "1", "2"]
    tables = {tuple(table.value.columns): table.value for table in page.dataframe}
    assert tables["Name", "Done", "Begun", "Skipped"]["Name"].tolist() == ["Amal", "Ben", "Chen"]
    gold = next(table for columns, table in tables.items() if "Measured on" in columns)
    assert gold["Spans: exact F1"].tolist() == ["1.00, n = 1", "0.50, n = 1"]  # Amal's, Ben's; Chen has none
    page.number_input(key="gold rate").set_value(20)
    page.button[0].click().run()
    assert gold_rate(team) == 20
    assert "sitrep queue --gold 20" in [code.value for code in page.code]


def test_an_annotator_sees_the_team_s_totals_and_themselves_alone(show, team):
    lock(team)
    page = show(PAGE)
    assert not page.exception
    assert not page.error
    said = words(page) + str([table.value.to_dict() for table in page.dataframe])
    assert "You have finished **4 documents**" in said
    assert "An article took you 9 s (n = 4)" in said
    assert "settled articles you have finished; gold was partly made from your own marks" in said
    assert [word for word in ("Ben", "Chen", "leads") if word in said] == []
    assert not page.number_input
    assert author_named(team, "Amal").role == "annotator"


def test_own_open_questions_and_comments_stand_there_with_their_articles(show, team):
    assert "nothing you asked waits for a ruling" in words(show(PAGE))
    amal, ben = (author_named(team, name) for name in ("Amal", "Ben"))
    place = {"start": 12, "end": 21, "quote": "Camp Taji"}
    for number, author in enumerate((amal, amal, ben)):
        add_comment(team, author, "taji", {"id": f"c{number}", "text": f"A base? {number}"} | place)
    add_comment(team, ben, "taji", {"id": "r0", "thread_id": "c0", "text": "Yes."})
    add_comment(team, ben, "taji", {"id": "r1", "thread_id": "c1", "kind": "resolve"})
    open_one, answered, settled = (ask(team, amal, f"Is it {number}?", "", document_id="feast") for number in range(3))
    ask(team, ben, "Not mine?", "")
    answer(team, ben, answered.id, "I think so.")
    rule(team, ben, settled.id, "It is.")
    said = words(show(PAGE)).replace("\\", "")
    assert (
        "**2** asked on the board and not settled, 1 waiting for an answer; **1** of your comments not resolved, "
        in said
    )
    assert (
        f"- [Is it 0?](/questions?question={open_one.id}) · in [A harvest feast.](/annotate?document=feast) · no"
        in said
    )
    assert f"question={answered.id}) · in [A harvest feast.](/annotate?document=feast) · 1 answer" in said
    assert "- “Camp Taji”: A base? 0 · in [Rockets hit Camp Taji; Kataib Hezbollah denied it.](/annotate?" in said
    assert [word for word in ("Is it 2", "Not mine", "A base? 1", "A base? 2") if word in said] == []


def test_every_table_can_be_had_as_csv(show, team):
    page = show(PAGE)
    names = {button.label for button in page.get("download_button")}
    assert {"states.csv", "labels.csv", "answers.csv", "people.csv", "burn-up.csv", "gold.csv", "pace.csv"} <= names


def test_what_moved_is_shown_to_its_person_with_the_articles(show, team, monkeypatch):
    told = {"name": "Amal", "words": "Your marks and gold agreed less this week: 0.71 [0.62, 0.79]", "is_worse": True}
    monkeypatch.setattr("labeling.pages.progress.seen_by", lambda db, author, found: found | {"drift": [told]})
    page = show(PAGE)
    (info,) = page.info
    assert info.value.replace("\\", "") == told["words"]
