"""A server with its database, and a browser on it."""

import os

import pytest

from labeling.store.database import open_database
from labeling.store.leases import take_lease
from models.process import LEASE
from tests.browser.annotator import PATIENCE
from tests.browser.server import Server
from tests.find_chromium import chromium

FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1_000)
    path = chromium()
    if path is None:
        if os.environ.get("SITREP_REQUIRE_BROWSER"):
            pytest.fail("No Chromium, and this run requires it.")
        pytest.skip("No Chromium: the browser tests are skipped.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def server(tmp_path):
    """A running server on an empty project."""
    database = tmp_path / "project.db"
    open_database(database).conn.close()
    running = Server(database, tmp_path / "server.log").start()
    yield running
    running.stop()


def new_context(browser):
    opened = browser.new_context(viewport={"width": 1440, "height": 900})
    opened.set_default_timeout(PATIENCE * 1_000)
    return opened


@pytest.fixture
def context(browser):
    opened = new_context(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def warm_context(browser):
    opened = new_context(browser)
    yield opened
    opened.close()


@pytest.fixture
def fresh_in_warm_context(warm_context, workshop):
    """Nobody is signed in and nothing is kept, but the app is fetched and compiled already: half of a page's time."""
    yield warm_context
    first, *_ = warm_context.pages
    tools = warm_context.new_cdp_session(first)
    tools.send("Storage.clearDataForOrigin", {"origin": workshop.url, "storageTypes": "cookies,local_storage"})
    for page in warm_context.pages:
        page.close()
    warm_context.clear_cookies()


@pytest.fixture
def page(context):
    """A page that fails its test on an error in the console that nobody expected."""
    opened = context.new_page()
    errors = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert errors == []


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    """A running server for all tests of a process; each brings its own documents and its own annotator.

    Its worker waits for a lease that the tests hold: what one test marks is not learned for the next one.
    """
    folder = tmp_path_factory.mktemp("workshop")
    db = open_database(folder / "project.db")
    assert take_lease(db, LEASE, "tests", seconds=3600)
    db.conn.close()
    running = Server(folder / "project.db", folder / "server.log").start()
    yield running
    running.stop()
