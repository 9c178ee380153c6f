import pytest

from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.gold_items import gold_rate
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
    assert gold["Spans: exact F1"].tolist() == ["1.00, n = 1", ".50, n = 1"]  # Amal's, Ben's; Chen has none
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


def test_every_table_can_be_had_as_csv(show, team):
    page = show(PAGE)
    names = {button.label for button in page.get("download_button")}
    assert {"states.csv", "labels.csv", "answers.csv", "people.csv", "burn-up.csv", "gold.csv", "pace.csv"} <= names


def test_what_moved_is_shown_to_its_person_with_the_articles(show, team, monkeypatch):
    told = {"name": "Amal", "words": "Your marks and gold agreed less this week: .71 [.62, .79]", "is_worse": True}
    monkeypatch.setattr("labeling.pages.progress.seen_by", lambda db, author, found: found | {"drift": [told]})
    page = show(PAGE)
    (info,) = page.info
    assert info.value.replace("\\", "") == told["words"]
