"""Works the desk as a person does; what two people coded before."""

import time
from urllib.parse import quote

from playwright.sync_api import Page, expect

from labeling.store.authors import author_named
from labeling.store.database import open_database
from labeling.workflow.accounts.sign_in import sign_in as make_known
from labeling.workflow.annotate import take_operations
from tests.annotated import annotated
from tests.browser.annotator import PATIENCE, add_documents, sign_in
from tests.operations import added, message

DESK = '[data-sitrep="adjudicator"]'
FIRST = "[Katyusha rockets|WEAPON] of [suspected militias|ACTOR] hit [Camp Taji|BASE]. [Three|CASUALTY] died."
SECOND = "[Katyusha rockets|WEAPON] of suspected [militias|ACTOR] hit [Camp Taji|ACTOR]. Three died."


def coded(server, document_id: str) -> tuple[str, str, str]:
    """A document that two people finished, with three differences and the answer; (adjudicator, the two)."""
    text, _ = annotated(FIRST)
    add_documents(server, **{document_id: text})
    people = [f"{name} {document_id}" for name in ("Zoe", "Amal", "Bea")]
    db = open_database(server.database)
    for name, marked, value in zip(people[1:], (FIRST, SECOND), ("yes", "no"), strict=True):
        make_known(db, name)
        operations = [added(text, span) for span in annotated(marked)[1]]
        operations += [message("answer.set", question="attack_report", value=value), message("work.submit")]
        take_operations(db, document_id, author_named(db, name), operations)
    db.conn.close()
    return tuple(people)


def open_desk(page: Page, server, document_id: str, name: str) -> None:
    sign_in(page, server.url, name, next=quote(f"/adjudicate?document={document_id}"))
    expect(page.locator(f'{DESK}[data-document-id="{document_id}"][data-state]')).to_have_count(1)
    expect_open(page, 4)


def difference(page: Page, key: str):
    return page.locator(f'[data-sitrep="difference"][data-key="{key}"]')


def expect_open(page: Page, n: int) -> None:
    expect(page.locator('[data-sitrep="difference"][data-state="open"]')).to_have_count(n)


def expect_gold(page: Page, *expected: tuple[int, int, str]) -> None:
    """Gold holds exactly these spans, now or in a moment."""
    deadline = time.monotonic() + PATIENCE
    while gold(page) != sorted(expected) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert gold(page) == sorted(expected)


def gold(page: Page) -> list[tuple[int, int, str]]:
    rows = page.locator('[data-sitrep="gold"]')
    found = rows.evaluate_all("rows => rows.map(row => [+row.dataset.start, +row.dataset.end, row.dataset.label])")
    return sorted(tuple(one) for one in found)
