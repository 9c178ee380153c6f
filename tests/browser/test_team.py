"""A team of three on real articles: blind double coding, agreement, adjudication, gold exported, the history of it."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from labeling.core.roles import ADMIN, ANNOTATOR
from labeling.store.database import open_database
from labeling.workflow.accounts.people import add_person
from tests.browser import annotator
from tests.browser.adjudicator import DESK, expect_open
from tests.browser.server import ROOT

pytestmark = pytest.mark.browser
SECRET = "three people on one desk"
N_MARKS = 3  # in each article
QUESTION = "attack_report"

Marks = list[tuple[int, int, str]]


@pytest.fixture(scope="module")
def articles(request) -> list[dict]:
    """Three real articles, each with the first of its gold spans that lie apart and have two words or more."""
    lines = (request.getfixturevalue("shared") / "seeds" / "gold.jsonl").read_text("utf-8").split("\n")
    found = []
    for record in map(json.loads, filter(None, lines)):
        marks: Marks = []
        for span in sorted(record["spans"], key=lambda span: (span["start"], -span["end"])):
            words = record["text"][span["start"] : span["end"]].split(" ")
            if len(words) > 1 and words[0].isalnum() and (not marks or span["start"] > marks[-1][1]):
                marks.append((span["start"], span["end"], span["label"]))
        found.append({"id": record["id"], "text": record["text"], "marks": marks[:N_MARKS]})
    assert [len(one["marks"]) for one in found] == [N_MARKS] * 3
    return sorted(found, key=lambda one: one["id"])


@pytest.fixture
def team(server, articles):
    """The server with the articles, an admin and two annotators."""
    annotator.add_documents(server, **{one["id"]: one["text"] for one in articles})
    db = open_database(server.database)
    for name, role in (("Lea", ADMIN), ("Amal", ANNOTATOR), ("Bea", ANNOTATOR)):
        add_person(db, name, role, SECRET)
    db.conn.close()
    return server


@pytest.fixture
def page_of(browser, team):
    """A page in a browser of somebody's own, signed in."""
    contexts = []

    def opened(name: str):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(annotator.PATIENCE * 1_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{team.url}/sign-in?next=/documents")
        page.fill('input[name="name"]', name)
        page.fill('input[name="password"]', SECRET)
        page.press('input[name="password"]', "Enter")
        expect(page.get_by_role("heading", name="Documents")).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()


def by_bea(articles) -> list[tuple[Marks, str]]:
    """The first as Amal, in the second one mark under another label, in the third one shorter and another answer."""
    first, second, third = ([*one["marks"]] for one in articles)
    start, end, label = second[-1]
    second[-1] = (start, end, "ACTOR" if label != "ACTOR" else "BASE")
    start, end, label = third[-1]
    third[-1] = (start, articles[2]["text"].index(" ", start), label)
    return [(first, "yes"), (second, "yes"), (third, "no")]


def start_round(page, url: str) -> None:
    page.goto(f"{url}/rounds")
    page.get_by_label("Name").fill("Pilot")
    page.get_by_label("Name").press("Enter")
    page.get_by_role("button", name="Remove Lea").click()
    page.get_by_label("People per document").fill("2")
    page.get_by_label("People per document").press("Enter")
    expect(page.get_by_text("3 articles", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("Pilot").first).to_be_visible()


def code(page, url: str, work: dict[str, tuple[Marks, str]]) -> None:
    """Marks and answers of each article, in the order in which the queue gives them."""
    page.goto(f"{url}/annotate")
    work = dict(work)
    while work:
        expect(page.locator(f"{annotator.ANNOTATOR}[data-state]")).to_have_count(1)
        document_id = page.locator(annotator.ANNOTATOR).get_attribute("data-document-id")
        marks, answer = work.pop(document_id)
        assert annotator.spans(page) == []
        for start, end, label in marks:
            annotator.mark_by_mouse(page, start, end, label)
        annotator.expect_spans(page, marks)
        page.locator(f'[data-sitrep="answer"][data-question="{QUESTION}"][data-value="{answer}"]').click()
        annotator.wait_saved(page)
        page.locator('[data-sitrep="submit"]').click()
        expect(page.locator(f'{annotator.ANNOTATOR}[data-document-id="{document_id}"]')).to_have_count(0)
        annotator.wait_saved(page)
    ended = "You have finished your part of “Pilot”. Ask your lead what comes next."
    expect(page.locator(".about")).to_have_text(ended)


def settle(page, url: str, article: dict, *keys: str) -> None:
    page.goto(f"{url}/adjudicate?document={article['id']}")
    expect(page.locator(f'{DESK}[data-document-id="{article["id"]}"][data-state]')).to_have_count(1)
    expect_open(page, len(keys))
    for n_settled, key in enumerate(keys, start=1):
        page.keyboard.press(key)
        expect_open(page, len(keys) - n_settled)
    page.keyboard.press("Enter")
    expect(page.locator(f'{DESK}[data-document-id="{article["id"]}"]')).to_have_count(0)
    expect(page.locator(f'{DESK}[data-saved="true"], [data-testid="stMain"]').first).to_be_visible()


def command(team, *words) -> str:
    shown = subprocess.run(
        [sys.executable, "cli.py", "--db", str(team.database), *map(str, words)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return shown.stdout


def test_three_people_make_gold_of_three_articles(team, page_of, articles, tmp_path):
    lea, amal, bea = page_of("Lea"), page_of("Amal"), page_of("Bea")
    start_round(lea, team.url)
    ids = [one["id"] for one in articles]
    code(amal, team.url, {one["id"]: (one["marks"], "yes") for one in articles})
    code(bea, team.url, dict(zip(ids, by_bea(articles), strict=True)))  # and finds nothing of Amal's in them
    for address in ("agreement", "adjudicate", "history"):
        bea.goto(f"{team.url}/{address}")
        expect(bea.get_by_text("needs the role adjudicator").first).to_be_visible()

    # Of nine spans each, seven are the same and eight overlap under one label. The answers: yes yes, yes yes, yes no;
    # observed disagreement 2/6, expected 2 · 5 · 1 / (6 · 5), which is the same: alpha 0.
    lea.goto(f"{team.url}/agreement")
    card = lea.get_by_test_id("stMetric")
    expect(card.filter(has_text="overlap F1")).to_contain_text("0.89")
    expect(card.filter(has_text="alpha")).to_contain_text(re.compile(r"\b0?\.00"))
    figures = json.loads(command(team, "agreement", "--json"))
    assert figures["n_documents"] == 3
    assert figures["spans"]["exact_f1"]["value"] == pytest.approx(2 * 7 / 18)
    assert figures["spans"]["overlap_f1"]["value"] == pytest.approx(2 * 8 / 18)
    (answers,) = (one for one in figures["questions"] if one["question"] == QUESTION)
    assert answers["percent"]["value"] == pytest.approx(2 / 3)
    assert answers["alpha"]["value"] == pytest.approx(0, abs=1e-9)

    first, second, third = articles
    settle(lea, team.url, first)
    settle(lea, team.url, second, "1")
    settle(lea, team.url, third, "y", "1")

    command(team, "export", "jsonl", tmp_path / "gold.jsonl", "--flat", "--gold")
    lines = (tmp_path / "gold.jsonl").read_text("utf-8").splitlines()
    gold = {record["id"]: record for record in map(json.loads, lines)}
    for article in articles:
        record = gold[article["id"]]
        assert (record["text"], record[QUESTION]) == (article["text"], "yes")
        assert [(one["start"], one["end"], one["label"]) for one in record["spans"]] == article["marks"]

    lea.goto(f"{team.url}/history?document={third['id']}")
    expect(lea.get_by_text("events, oldest first")).to_be_visible()
    told = [json.loads(line) for line in command(team, "history", "--document", third["id"]).splitlines()]
    done = [(one["who"], one["kind"]) for one in told]
    for who in ("Amal", "Bea"):
        assert done.count((who, "span.add")) == N_MARKS
        assert (who, "work.submit") in done
    assert ("gold", "span.add") in done
    settled = [one for one in told if one["kind"] == "adjudication" and one["choice"] == "take"]
    assert [(one["who"], one["coders"]) for one in settled] == [("Lea", ["Amal"])] * len(settled) != []
