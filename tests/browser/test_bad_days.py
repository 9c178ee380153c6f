"""Bad days: what goes wrong around the page loses no label, doubles none, and is said in a sentence."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from labeling.core.scheme_file import read_scheme
from labeling.store.database import open_database
from labeling.store.schemes import add_scheme, current_scheme
from labeling.workflow.keeping.status import check
from tests.browser import annotator

pytestmark = pytest.mark.browser
TEXT = "Rockets hit Camp Taji before dawn. Nobody was hurt."
SIGN = '[data-sitrep="status"]'
ROCKETS, TAJI = (0, 7, "WEAPON"), (12, 21, "BASE")


def stored(server) -> tuple[int, int]:
    """Operations and different op_ids on disk; the file is sound."""
    db = open_database(server.database)
    found = db.execute("SELECT count(*), count(DISTINCT op_id) FROM operations").fetchone()
    assert check(db).faults == []
    db.conn.close()
    return found


def test_a_span_that_another_tab_removed_cannot_be_changed_and_the_page_says_so(context, workshop):
    first, second = context.new_page(), context.new_page()
    document_id = annotator.begin(first, workshop, TEXT)
    annotator.mark_by_mouse(first, 12, 21, "BASE")
    annotator.wait_saved(first)
    annotator.open_document(second, workshop.url, document_id)
    annotator.expect_spans(second, [TAJI])
    annotator.click_at(first, 14)
    first.keyboard.press("Delete")
    annotator.wait_saved(first)
    annotator.click_at(second, 14)
    second.keyboard.press("2")
    expect(second.get_by_text("This span is gone: it was removed or undone, perhaps in another tab.")).to_be_visible()
    annotator.wait_saved(second)
    annotator.expect_spans(second, [])


def test_a_scheme_changed_under_an_open_document_keeps_what_waits_until_a_reload(page, server):
    document_id = annotator.begin(page, server, TEXT)
    db = open_database(server.database)
    toml = current_scheme(db).toml.replace('text = "Attack report?"', 'text = "Is it an attack report?"')
    add_scheme(db, read_scheme(toml, where="test"))
    db.conn.close()
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    expect(page.locator(SIGN)).to_contain_text("The labels or questions changed since this page was opened.")
    assert page.locator(annotator.ANNOTATOR).get_attribute("data-saved") == "false"
    page.get_by_role("link", name="Reload").click()
    annotator.open_document(page, server.url, document_id)
    annotator.wait_saved(page)
    annotator.expect_spans(page, [TAJI])
    expect(page.get_by_role("heading", name="Is it an attack report?")).to_be_visible()
    assert stored(server) == (1, 1)


FORBIDDEN = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
FULL = """const real = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith('sitrep:')) throw new DOMException('full', 'QuotaExceededError');
  return real.call(this, key, value);
}"""


@pytest.mark.parametrize("fault", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_without_the_browsers_storage_labels_are_saved_and_the_risk_is_said(page, workshop, fault):
    page.add_init_script(fault)
    annotator.begin(page, workshop, TEXT)
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    annotator.wait_saved(page)
    annotator.expect_spans(page, [TAJI])
    page.context.set_offline(True)
    annotator.mark_by_mouse(page, 0, 7, "WEAPON")
    expect(page.locator(SIGN)).to_contain_text("This browser cannot keep them: do not close the page.")
    page.context.set_offline(False)
    annotator.wait_saved(page)
    page.reload()
    annotator.expect_spans(page, [ROCKETS, TAJI])


def test_a_wrong_clock_changes_nothing_but_the_time_shown(page, workshop):
    page.clock.install(time="2031-03-01T00:00:00Z")
    document_id = annotator.begin(page, workshop, TEXT)
    page.clock.run_for(1_000)
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    page.clock.set_system_time("1999-01-01T00:00:00Z")
    page.keyboard.press("y")
    page.clock.run_for(2_000)
    annotator.wait_saved(page)
    db = open_database(workshop.database)
    times = db.execute("SELECT at FROM operations WHERE document_id = ?", (document_id,)).fetchall()
    db.conn.close()
    assert len(times) == 2
    assert all(re.match(r"20[23]\d-", at) and not at.startswith("2031-03") for (at,) in times)


def test_a_server_started_again_on_an_older_file_gets_what_it_lacks_and_never_twice(page, server, tmp_path):
    document_id = annotator.begin(page, server, TEXT)
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    annotator.wait_saved(page)
    older = tmp_path / "older.db"
    db = open_database(server.database)
    db.execute("VACUUM INTO ?", (str(older),))
    db.conn.close()
    annotator.mark_by_mouse(page, 0, 7, "WEAPON")
    annotator.wait_saved(page)
    server.stop()
    for left in server.database.parent.glob("project.db*"):
        left.unlink()
    shutil.copy(older, server.database)  # the newest span is in the page alone now
    server.start()
    yes = page.locator('[data-sitrep="answer"][data-value="yes"]')
    yes.click()  # no key: while the server was away the focus may have gone elsewhere
    expect(yes).to_have_attribute("aria-pressed", "true")
    annotator.wait_saved(page)
    annotator.reload(page, document_id)
    annotator.expect_spans(page, [TAJI])  # what the file never had is not shown as saved
    assert stored(server) == (2, 2)


def test_a_slow_network_shows_saving_until_it_is_saved(page, workshop):
    document_id = annotator.begin(page, workshop, TEXT)

    held = []
    page.route("**/operations", lambda route: held.append(route), times=1)
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    expect(page.locator(f'{SIGN}[data-state="saving"]')).to_be_visible()
    assert page.locator(annotator.ANNOTATOR).get_attribute("data-saved") == "false"
    annotator.expect_spans(page, [TAJI])  # the work goes on meanwhile
    page.keyboard.press("y")
    (route,) = held
    route.continue_()
    annotator.wait_saved(page)
    db = open_database(workshop.database)
    assert db.execute("SELECT count(*) FROM operations WHERE document_id = ?", (document_id,)).fetchone() == (2,)
    db.conn.close()


def test_an_hour_without_the_server_and_a_closed_tab_lose_nothing(context, server):
    page = context.new_page()
    page.clock.install()
    document_id = annotator.begin(page, server, TEXT)
    page.clock.run_for(1_000)
    server.stop()
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    page.keyboard.press("y")
    page.clock.fast_forward("01:00:00")
    expect(page.locator(SIGN)).to_contain_text("Offline, 2 changes wait.")
    page.close()
    server.start()
    again = context.new_page()
    annotator.open_document(again, server.url, document_id)
    annotator.wait_saved(again)
    annotator.expect_spans(again, [TAJI])
    expect(again.locator('[data-sitrep="answer"][data-value="yes"]')).to_have_attribute("aria-pressed", "true")
    assert stored(server) == (2, 2)


def test_no_dialog_stands_in_the_way_while_the_server_is_away(page, server):
    annotator.begin(page, server, TEXT)
    server.kill()
    page.wait_for_timeout(6_000)  # Streamlit notices after about three seconds
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    expect(page.locator(SIGN)).to_contain_text("Offline, 1 change waits.")
    expect(page.locator("#root[inert]")).to_have_count(0)
    server.start()
    annotator.wait_saved(page)
    assert stored(server) == (1, 1)


def test_a_full_disk_is_told_on_the_page_and_nothing_is_shown_as_saved(page, server):
    resource = pytest.importorskip("resource")
    document_id = annotator.begin(page, server, TEXT)
    unlimited = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, unlimited[1]))
    annotator.mark_by_mouse(page, 12, 21, "BASE")
    expect(page.locator(SIGN)).to_contain_text("Not saved, 1 change waits: The database could not be written")
    assert page.locator(annotator.ANNOTATOR).get_attribute("data-saved") == "false"
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
    annotator.wait_saved(page)
    annotator.reload(page, document_id)
    annotator.expect_spans(page, [TAJI])
    assert stored(server) == (1, 1)
