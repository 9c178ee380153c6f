"""Works the annotation page as a person does: by mouse, or by keys alone."""

from playwright.sync_api import Page, expect

ANNOTATOR = '[data-sitrep="annotator"]'


def sign_in(page: Page, url: str, name: str = "Amal", next: str = "/annotate") -> None:
    page.goto(f"{url}/sign-in?next={next}")
    page.fill('input[name="name"]', name)
    page.press('input[name="name"]', "Enter")


def open_document(page: Page, url: str, document_id: str) -> None:
    page.goto(f"{url}/annotate?document={document_id}")
    page.wait_for_selector(f'{ANNOTATOR}[data-document-id="{document_id}"]')
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]') && !!(" + FIND_TEXT + ")?.textContent.length"
    )


def wait_saved(page: Page) -> None:
    expect(page.locator(f'{ANNOTATOR}[data-saved="true"]')).to_be_visible(timeout=20_000)


def spans(page: Page) -> list[tuple[int, int, str]]:
    rows = page.locator('[data-sitrep="span"]').evaluate_all(
        "rows => rows.map(row => [+row.dataset.start, +row.dataset.end, row.dataset.label])"
    )
    return sorted((start, end, label) for start, end, label in rows)


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
