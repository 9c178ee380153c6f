"""The main job in a real browser: sign in, load, mark by mouse and by keys, export, get exactly the same back."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LABEL_KEYS = {"ACTOR": "1", "WEAPON": "2", "BASE": "3", "CASUALTY": "4"}


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
