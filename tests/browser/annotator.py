"""Works the annotation page as a person does: by mouse, or by keys alone."""

import time
import uuid
from urllib.parse import quote, unquote

from playwright.sync_api import Page, expect

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.nlp.tokens import tokenise
from labeling.store.database import open_database
from labeling.workflow.load import load_documents

ANNOTATOR = '[data-sitrep="annotator"]'
PATIENCE = 30  # seconds: a machine may be busy with other things, and what is there at once is seen at once


def sign_in(page: Page, url: str, name: str = "Amal", next: str = "/annotate") -> None:
    page.goto(f"{url}/sign-in?next={next}")
    page.fill('input[name="name"]', name)
    with page.expect_navigation(wait_until="commit"):
        page.press('input[name="name"]', "Enter")


def open_document(page: Page, url: str, document_id: str) -> None:
    """Open a document by its address; `document_id` as it stands in an address."""
    page.goto(f"{url}/annotate?document={document_id}")
    _expect_document(page, document_id)


def sign_in_and_open(page: Page, url: str, document_id: str, name: str = "Amal") -> None:
    """Sign in on the way to a document; `document_id` as it stands in an address."""
    sign_in(page, url, name, next=quote(f"/annotate?document={document_id}"))
    _expect_document(page, document_id)


def reload(page: Page, document_id: str) -> None:
    """Load the page anew; its address names the document."""
    page.reload()
    _expect_document(page, document_id)


def _expect_document(page: Page, document_id: str) -> None:
    expect(page.locator(ANNOTATOR)).to_have_attribute("data-document-id", unquote(document_id))
    expect(page.locator(f"{ANNOTATOR}[data-state]")).to_have_count(1)  # its layer is drawn
    page.evaluate("document.fonts.ready.then(() => true)")  # and no word moves any more


def wait_drawn(page: Page) -> None:
    """What the last key did is on the screen."""
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def wait_saved(page: Page) -> None:
    expect(page.locator(f'{ANNOTATOR}[data-saved="true"]')).to_be_visible()


def spans(page: Page) -> list[tuple[int, int, str]]:
    rows = page.locator('[data-sitrep="span"]').evaluate_all(
        "rows => rows.map(row => [+row.dataset.start, +row.dataset.end, row.dataset.label])"
    )
    return sorted((start, end, label) for start, end, label in rows)


def expect_spans(page: Page, expected: list[tuple[int, int, str]]) -> None:
    """The list shows exactly these spans, now or in a moment."""
    deadline = time.monotonic() + PATIENCE
    while spans(page) != sorted(expected) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    found = spans(page)
    assert found == sorted(expected), f"{found} instead of {sorted(expected)}"


# Finds the text in the component's shadow root.
FIND_TEXT = """(() => {
  const inside = root => root.querySelector('[data-sitrep="text"]')
    ?? [...root.querySelectorAll('*')].map(element => element.shadowRoot && inside(element.shadowRoot)).find(Boolean);
  return inside(document);
})()"""

# Scrolls a code point into view and gives the two points (x, y) at the edges of a range, inside its first and last
# characters.
EDGES = (
    """([start, end]) => {
  const text = """
    + FIND_TEXT
    + """;
  const units = [...text.textContent];
  const utf16 = n => units.slice(0, n).join('').length;
  const place = wanted => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    let before = 0, node;
    while ((node = walker.nextNode())) {
      if (wanted < before + node.length) return [node, wanted - before];
      before += node.length;
    }
  };
  const [first, from] = place(utf16(start));
  const [last, until] = place(utf16(end - 1));
  first.parentElement.scrollIntoView({block: 'center'});
  const box = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, Math.min(node.length, at + 1));
    return range.getBoundingClientRect();
  };
  const a = box(first, from), b = box(last, until);
  return [[a.left + 1, (a.top + a.bottom) / 2], [b.right - 1, (b.top + b.bottom) / 2]];
}"""
)


def mark_by_mouse(page: Page, start: int, end: int, key: str) -> None:
    """Drag over the span's characters, then press the label's button."""
    (x1, y1), (x2, y2) = page.evaluate(EDGES, [start, end])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=2)
    page.mouse.move(x2, y2, steps=2)
    page.mouse.up()
    page.locator(f'[data-sitrep="label"][data-label="{key}"]').click()


class Keys:
    """Marks spans with the word cursor, pressing keys only."""

    def __init__(self, page: Page, text: str) -> None:
        self.page, self.at = page, None
        (self.tokens,) = tokenise([text])

    def mark(self, start: int, end: int, key: str) -> None:
        first, last = self.tokens.starts.index(start), self.tokens.ends.index(end)
        self._walk_to(first)
        for _ in range(last - first):
            self.page.keyboard.press("Shift+ArrowRight")
        self.page.keyboard.press(key)
        self.at = last

    def _walk_to(self, token: int) -> None:
        if self.at is None:
            self.page.keyboard.press("ArrowRight")  # the cursor comes up on the first word
            self.at = 0
        step = "ArrowRight" if token > self.at else "ArrowLeft"
        for _ in range(abs(token - self.at)):
            self.page.keyboard.press(step)
        self.at = token


def add_documents(server, **texts: str) -> None:
    """Load documents by id and text into the project of a running server."""
    db = open_database(server.database)
    load_documents(db, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])
    db.conn.close()


def begin(page: Page, server, text: str, *, name: str = "") -> str:
    """Load a text as a document of its own, sign in as somebody of its own, open it; returns its id."""
    document_id = f"d{uuid.uuid4().hex[:8]}"
    add_documents(server, **{document_id: text})
    sign_in_and_open(page, server.url, document_id, name or f"Annotator {document_id}")
    return document_id


def suggestions(page: Page) -> list[tuple[int, int, str]]:
    rows = page.locator('[data-sitrep="suggestion"]').evaluate_all(
        "rows => rows.map(row => [+row.dataset.start, +row.dataset.end, row.dataset.label])"
    )
    return [(start, end, label) for start, end, label in rows]


def expect_suggestions(page: Page, expected: list[tuple[int, int, str]]) -> None:
    """The list shows exactly these open suggestions in this order, now or in a moment."""
    deadline = time.monotonic() + PATIENCE
    while suggestions(page) != expected and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert suggestions(page) == expected


def click_at(page: Page, start: int, **more) -> None:
    """Click on the character at `start`."""
    (x, y), _ = page.evaluate(EDGES, [start, start + 1])
    page.mouse.click(x + 2, y, **more)
