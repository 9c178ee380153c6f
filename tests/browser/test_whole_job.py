"""The main job in a real browser: sign in, load, mark by mouse, export, get exactly the same back."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from labeling.store.database import open_database
from labeling.workflow.keeping.status import check
from tests.browser import annotator
from tests.browser.server import ROOT, Server

pytestmark = pytest.mark.browser
FETCHED = """(n) => new Set(performance.getEntriesByType('resource')
  .filter(({ name, responseStatus }) => /\\/api\\/documents\\/[^/]+$/.test(name) && responseStatus === 200)
  .map(({ name }) => name)).size >= n"""


@pytest.fixture(scope="module")
def gold(request) -> dict[str, dict]:
    shared = request.getfixturevalue("shared")
    lines = (shared / "seeds" / "gold.jsonl").read_text("utf-8").split("\n")
    return {record["id"]: record for record in map(json.loads, filter(None, lines))}


def load_through_the_page(page: Page, server: Server, files: list) -> None:
    page.goto(server.url + "/load")
    page.locator('input[type="file"]').set_input_files([str(file) for file in files])
    button = page.get_by_role("button", name=f"Load {len(files)} documents")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(f"{len(files)} documents loaded").first).to_be_visible()


def expected_spans(record: dict) -> list[tuple[int, int, str]]:
    return sorted((span["start"], span["end"], span["label"]) for span in record["spans"])


def test_a_seed_article_is_marked_by_mouse_and_comes_back_as_the_gold(page, server, shared, gold, tmp_path):
    by_mouse = min(gold)
    annotator.sign_in(page, server.url)
    load_through_the_page(page, server, sorted((shared / "seeds").glob("*.txt")))

    annotator.open_document(page, server.url, by_mouse)
    for start, end, label in expected_spans(gold[by_mouse]):
        annotator.mark_by_mouse(page, start, end, label)
    page.locator('[data-sitrep="answer"][data-value="yes"]').click()
    annotator.wait_saved(page)
    annotator.expect_spans(page, expected_spans(gold[by_mouse]))
    page.locator('[data-sitrep="submit"]').click()
    expect(page.locator(f'{annotator.ANNOTATOR}[data-document-id="{by_mouse}"]')).to_have_count(0)
    annotator.wait_saved(page)

    exported = tmp_path / "out.jsonl"
    command = [sys.executable, "cli.py", "--db", str(server.database), "export", "jsonl", str(exported)]
    subprocess.run([*command, "--flat", "--annotator", "Amal"], check=True, cwd=ROOT)
    records = {record["id"]: record for record in map(json.loads, exported.read_text("utf-8").splitlines())}
    assert records[by_mouse]["attack_report"] == "yes"
    assert expected_spans(records[by_mouse]) == expected_spans(gold[by_mouse])


def test_a_server_killed_during_typing_loses_and_doubles_nothing(page, server):
    text = " ".join(f"word{number}" for number in range(60))
    annotator.add_documents(server, d1=text)
    annotator.sign_in_and_open(page, server.url, "d1")
    keys = annotator.Keys(page, text)
    marks = [
        (text.index(f"word{number} "), text.index(f"word{number} ") + len(f"word{number}")) for number in range(10, 50)
    ]
    for number, (start, end) in enumerate(marks):
        keys.mark(start, end, "3")
        if number == 12:
            server.kill()
    expect(page.locator('[data-sitrep="status"][data-state="offline"]')).to_be_visible()
    assert page.locator('[data-sitrep="annotator"]').get_attribute("data-saved") == "false"
    server.start()
    annotator.reload(page, "d1")
    annotator.wait_saved(page)
    expected = [(start, end, "BASE") for start, end in marks]
    annotator.expect_spans(page, expected)
    annotator.reload(page, "d1")
    annotator.expect_spans(page, expected)
    db = open_database(server.database)
    assert db.execute("SELECT count(*), count(DISTINCT op_id) FROM operations").fetchone() == (40, 40)
    assert check(db).faults == []
    db.conn.close()


def test_undo_redo_note_reason_and_submit_survive_a_reload(page, server):
    text = "Rockets hit Camp Taji. Three soldiers were hurt."
    annotator.add_documents(server, d1=text, d2="A harvest festival filled the valley.")
    annotator.sign_in_and_open(page, server.url, "d1")
    keys = annotator.Keys(page, text)
    keys.mark(0, 7, "2")
    keys.mark(12, 21, "3")
    page.keyboard.press("Control+z")
    annotator.wait_saved(page)
    annotator.reload(page, "d1")
    annotator.expect_spans(page, [(0, 7, "WEAPON")])
    page.locator('[data-sitrep="redo"]').click()
    page.keyboard.press("n")
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("t")
    page.keyboard.type("see the tweet y 3")
    page.keyboard.press("Escape")
    annotator.wait_saved(page)
    annotator.reload(page, "d1")
    annotator.expect_spans(page, [(0, 7, "WEAPON"), (12, 21, "BASE")])
    expect(page.locator('[data-sitrep="answer"][data-value="no"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('[data-sitrep="reason"][data-reason="threat"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('[data-sitrep="note"]')).to_have_value("see the tweet y 3")
    page.keyboard.press("Enter")
    expect(page.locator('[data-sitrep="annotator"]')).to_have_attribute("data-document-id", "d2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Answer first: y, n or ?")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_text("Nothing left to read")).to_be_visible()
    annotator.wait_saved(page)


def test_spans_are_changed_removed_and_picked_by_mouse(page, workshop):
    text = "😀 Rockets hit Camp Taji near Baghdad.\nقوات التحالف said so. <script>alert(1)</script>"
    annotator.add_documents(workshop, **{"d<1>": text})
    annotator.sign_in_and_open(page, workshop.url, "d%3C1%3E")
    assert page.evaluate(annotator.FIND_TEXT + ".textContent") == text
    label = page.locator('[data-sitrep="label"]')
    label.nth(2).click()  # a label first: then each drag marks
    (x1, y1), (x2, y2) = page.evaluate(annotator.EDGES, [14, 23])
    page.mouse.move(x1 + 4, y1)
    page.mouse.down()
    page.mouse.move(x2 - 4, y2, steps=3)
    page.mouse.up()
    page.keyboard.press("Escape")
    arabic = text.index("قوات")
    annotator.mark_by_mouse(page, arabic, arabic + len("قوات التحالف"), "ACTOR")
    annotator.expect_spans(page, [(14, 23, "BASE"), (arabic, arabic + 12, "ACTOR")])
    page.locator('[data-sitrep="span"]').first.locator("button").first.click()
    label.nth(1).click()
    annotator.expect_spans(page, [(14, 23, "WEAPON"), (arabic, arabic + 12, "ACTOR")])
    page.locator('[data-sitrep="span"]').nth(1).hover()
    page.locator('[data-sitrep="span"]').nth(1).locator('[data-sitrep="remove"]').click()
    annotator.expect_spans(page, [(14, 23, "WEAPON")])
    annotator.wait_saved(page)


def test_a_newcomer_trains_the_detector_finds_a_document_and_signs_out(page, tmp_path):
    server = Server(tmp_path / "fresh.db", tmp_path / "server.log").start()  # no file: the sample articles come up
    try:
        annotator.sign_in(page, server.url, "Basim", next="/detector")
        page.get_by_role("button", name="Train the detector").click()
        expect(page.get_by_text("n = 24").first).to_be_visible(timeout=60_000)
        expect(page.get_by_text("Average precision").first).to_be_visible()
        page.goto(server.url + "/documents")
        page.get_by_role("textbox", name="Search").fill("harvest OR watchmaker")
        page.get_by_role("textbox", name="Search").press("Enter")
        expect(page.get_by_text("No document fits")).to_be_visible()
        page.get_by_role("textbox", name="Search").fill("watchmaker")
        page.get_by_role("textbox", name="Search").press("Enter")
        expect(page.get_by_text("1 document. Click a title to open it.")).to_be_visible()
        page.goto(server.url + "/")
        expect(page.locator(f"{annotator.ANNOTATOR}[data-state]")).to_have_count(1)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_label("Your name")).to_be_visible()
    finally:
        server.stop()


def test_work_goes_on_without_a_network_and_is_saved_when_it_is_back(page, server):
    annotator.add_documents(server, **{f"d{number}": f"Rockets hit Camp Taji, report {number}." for number in range(8)})
    annotator.sign_in(page, server.url)
    expect(page.locator(f"{annotator.ANNOTATOR}[data-state]")).to_have_count(1)
    page.wait_for_function(FETCHED, arg=3)  # the one that is open, and two ahead
    page.context.set_offline(True)
    for n_done in (1, 2, 3):
        opened = page.locator(annotator.ANNOTATOR).get_attribute("data-document-id")
        for key in ("ArrowRight", "2", "y", "Enter"):
            page.keyboard.press(key)
            annotator.wait_drawn(page)
        n_left = 0 if n_done < 3 else 1  # after the third there is no other to show
        expect(page.locator(f'{annotator.ANNOTATOR}[data-document-id="{opened}"]')).to_have_count(n_left)
    expect(page.get_by_text("The next article cannot be fetched")).to_be_visible()
    expect(page.locator('[data-sitrep="status"][data-state="offline"]')).to_be_visible()
    page.context.set_offline(False)
    annotator.wait_saved(page)
    db = open_database(server.database)
    assert db.execute("SELECT count(*) FROM work WHERE state = 'done'").fetchone() == (3,)
    assert db.execute("SELECT count(*) FROM spans").fetchone() == (3,)
    db.conn.close()


def test_the_script_in_the_docs_saves_an_answer(tmp_path, capsys):
    server = Server(tmp_path / "fresh.db", tmp_path / "server.log").start()
    try:
        (script,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.DOTALL)
        exec(script.replace("http://localhost:8501", server.url), {})
        assert len(capsys.readouterr().out) > 36
    finally:
        server.stop()


def test_a_word_is_taken_by_a_double_click_and_found_by_the_find_bar(page, workshop):
    annotator.begin(page, workshop, "Rockets hit Camp Taji. Later, rockets hit Balad.")
    (x, y), _ = page.evaluate(annotator.EDGES, [2, 4])
    page.mouse.dblclick(x, y)
    page.keyboard.press("2")
    annotator.expect_spans(page, [(0, 7, "WEAPON")])
    page.keyboard.press("/")
    page.keyboard.type("ROCK")
    expect(page.get_by_text("1 of 2")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 2")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    annotator.expect_spans(page, [(0, 7, "WEAPON"), (30, 37, "WEAPON")])
    page.keyboard.press("Control+z")
    page.mouse.click(x, y)
    page.keyboard.press("Delete")
    annotator.expect_spans(page, [])
    annotator.wait_saved(page)
