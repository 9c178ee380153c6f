"""Waiting for a part of a page: the script has run, and its words and charts are there."""

import re

from playwright.sync_api import Locator, Page, expect


def wait_drawn(page: Page, part: Locator) -> None:
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    expect(part.get_by_text(re.compile(r"\w")).first).to_be_visible()
    expect(part.get_by_test_id("stSkeleton")).to_have_count(0)
    for chart in part.get_by_test_id("stVegaLiteChart").all():
        expect(chart.locator("canvas, svg.marks").first).to_be_visible()
