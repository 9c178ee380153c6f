"""Words that are HTML run nowhere: not in a text, a title, a name, a file, a guideline or a message, on any page.

All pages are walked under the content security policy, charts included; nothing of ours may break it either.
"""

import json

import pytest
from playwright.sync_api import expect

import app
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.scheme_file import read_scheme
from labeling.core.span import Span
from labeling.store.database import open_database
from labeling.store.leases import take_lease
from labeling.workflow.accounts import invitations, people
from labeling.workflow.accounts.people import change_role
from labeling.workflow.load import load_documents
from labeling.workflow.scheme import change_scheme
from models.pages.detector import PARTS
from models.process import LEASE
from models.training import train_detector
from tests.browser import annotator
from tests.browser.parts import wait_drawn
from tests.browser.server import ROOT, Server
from tests.models.conftest import answered, texts_and_answers

pytestmark = pytest.mark.browser
EVIL = "<script>window.ran=1</script><img src=x onerror=window.ran=2>"
NAME = "<img src=x onerror=ran=3><b>Amal"
SECRET = "four words in a row"
WATCH = """window.broken = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A server on a team's project full of hostile words, with a detector that was trained on some of them."""
    folder = tmp_path_factory.mktemp("hostile")
    db = open_database(folder / "project.db")
    assert take_lease(db, LEASE, "tests", seconds=3600)
    toml = (ROOT / "seeds" / "scheme.toml").read_text("utf-8").replace('guideline = "', f'guideline = "{EVIL} ')
    change_scheme(db, read_scheme(toml, where="scheme.toml"), where="scheme.toml")
    people.add_person(db, NAME, "admin", SECRET)
    texts, answers = texts_and_answers(30)
    load_documents(db, [answered(f"d{k}", f"{EVIL} {texts[k]}", amal="yes" if answers[k] else "no") for k in range(30)])
    marks = Annotation(NAME, (Span(0, 8, "WEAPON"),), {"attack_report": Answer("no")}, note=EVIL)
    text = f"{EVIL} hit Camp Taji.\n<svg onload=window.ran=4> killed two guards.\n"
    load_documents(db, [AnnotatedDocument(Document("<b>evil", text, title=EVIL, source=EVIL, url=EVIL), (marks,))])
    train_detector(db)
    invitations.invite(db, None, "annotator", "<u>Basim")
    db.close()
    running = Server(folder / "project.db", folder / "server.log").start()
    yield running
    running.stop()


@pytest.fixture
def watched(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(annotator.PATIENCE * 1_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.dialogs = []
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    yield page
    context.close()


def check_quiet(page, where: str) -> None:
    assert page.evaluate("window.ran") is None, where
    assert page.evaluate("window.broken") == [], where
    assert page.dialogs == [], where


def test_words_that_are_html_run_nowhere(watched, hostile, tmp_path):
    page = watched
    page.goto(f"{hostile.url}/sign-in")
    for password in ("wrong wrong wrong", SECRET):
        page.fill('input[name="name"]', NAME)
        page.fill('input[name="password"]', password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        check_quiet(page, "sign-in")
    annotator.open_document(page, hostile.url, "%3Cb%3Eevil")
    assert EVIL in page.evaluate(annotator.FIND_TEXT + ".textContent")
    page.keyboard.press("h")
    check_quiet(page, "annotate")
    for title, _, address, *_ in app.PAGES[1:]:
        page.goto(f"{hostile.url}/{address}")
        expect(page.get_by_role("heading", name=title, exact=True).first).to_be_visible()
        if address == "load":
            upload(page, tmp_path)
        if address == "detector":
            open_parts(page)
        check_quiet(page, address)
    page.goto(f"{hostile.url}/account")
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    check_quiet(page, "account")


def upload(page, tmp_path) -> None:
    """A file whose name, labels and faults are hostile: the table of labels and the error show them."""
    file = tmp_path / "<img src=x onerror=ran=5>.jsonl"
    rows = [
        {"id": EVIL, "text": "Rockets.", "spans": [{"start": 0, "end": 7, "label": EVIL}]},
        {"id": "<i>", "text": "Rockets.", "spans": [{"start": 0, "end": 70, "label": EVIL}]},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    page.locator('input[type="file"]').set_input_files([str(file)])
    expect(page.get_by_text("Nothing was loaded.").first).to_be_visible()


def open_parts(page) -> None:
    for name, *_ in PARTS:
        page.get_by_role("tab", name=name).click()
        panel = page.get_by_role("tabpanel", name=name)
        wait_drawn(page, panel)
        if name == "Threshold":
            expect(panel.locator("canvas, svg.marks").first).to_be_visible()


def test_a_role_that_is_taken_away_closes_the_page_that_is_open(watched, hostile):
    db = open_database(hostile.database)
    people.add_person(db, "Dana", "adjudicator", SECRET)
    page = watched
    page.goto(f"{hostile.url}/sign-in?next=/documents")
    page.fill('input[name="name"]', "Dana")
    page.fill('input[name="password"]', SECRET)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Export")).to_be_visible()
    change_role(db, None, "Dana", "annotator")
    db.close()
    page.get_by_role("link", name="Export").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Train spaCy")).to_have_count(0)
