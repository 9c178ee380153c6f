"""Every route and every page, walked by nobody and by each role, against the table."""

import re

import pytest
from streamlit.testing.v1 import AppTest

import app
from labeling.api.gate import OPEN_PATHS
from labeling.api.role_route import ITSELF, OPEN, RoleRoute
from labeling.api.routes import ROUTES
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.roles import ADMIN, ROLES, is_at_least
from labeling.store.authors import author_named
from labeling.store.database import write
from labeling.workflow.accounts import people
from labeling.workflow.accounts.account import add_token
from labeling.workflow.load import load_documents
from tests.api.clients import SECRET, signed_in, stranger

METHODS = [(route, method) for route in ROUTES for method in sorted(route.methods - {"HEAD"})]


@pytest.fixture
def team(db, quick_hashes):
    """Somebody of each role, named for it."""
    for role in reversed(ROLES):
        people.add_person(db, role, role, SECRET)


def address(route: RoleRoute) -> str:
    return re.sub(r"\{.*?\}", "d1", route.path)


def allows(route: RoleRoute, role: str) -> bool:
    """What the table says; a route that decides itself is for admins, where the asker is not of this machine."""
    least = ADMIN if route.least_role == ITSELF else route.least_role
    return least == OPEN or is_at_least(role, least)


def asked(client, route: RoleRoute, method: str):
    return client.request(method, address(route), json={} if method == "POST" else None)


def test_nobody_reaches_a_route_that_is_not_open(team, add):
    add(d1="Rockets hit Camp Taji.")
    for route, method in METHODS:
        answer = asked(stranger(), route, method)
        if route.least_role == OPEN:
            assert answer.status_code not in (401, 403, 303), route.path
        elif route.path.startswith("/api/"):
            assert answer.status_code == 401, route.path
        else:
            assert answer.headers["location"].startswith("/sign-in"), route.path


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reaches_what_the_table_says_and_nothing_else(team, db, role):
    layers = tuple(Annotation(name, (), {"attack_report": Answer("yes")}, state="done") for name in ("Una", "Vid"))
    load_documents(db, [AnnotatedDocument(Document("d1", "Rockets hit Camp Taji."), layers)])  # to be settled
    script = {"Authorization": f"Bearer {add_token(db, author_named(db, role), 'tests')}"}
    for route, method in METHODS:
        allowed = allows(route, role)
        browser = asked(signed_in(role, SECRET), route, method).status_code
        assert (browser not in (401, 403)) == allowed or route.path == "/account", (route.path, method, browser)
        if route.path.startswith("/api/"):
            answer = stranger().request(method, address(route), json={} if method == "POST" else None, headers=script)
            assert (answer.status_code not in (401, 403)) == allowed, (route.path, method, answer.status_code)


@pytest.mark.parametrize("least", ROLES)
def test_a_route_is_refused_below_its_role_and_answers_from_it_on(team, least):
    def secret(request):
        raise AssertionError("reached")

    route = RoleRoute(least, "/api/secret", secret)
    for role in ROLES:
        answer = signed_in(role, SECRET, more=(route,)).get("/api/secret")
        assert answer.status_code == (500 if is_at_least(role, least) else 403)
    assert stranger(more=(route,)).get("/api/secret").status_code == 401


def test_what_the_gate_leaves_open_is_what_the_table_calls_open():
    assert {route.path for route in ROUTES if route.least_role == OPEN} <= set(OPEN_PATHS)
    assert {route.least_role for route in ROUTES} <= {OPEN, ITSELF, *ROLES}
    assert {row[-1] for row in app.PAGES} <= set(ROLES)


def test_every_page_stands_in_one_section():
    assert sorted(title for titles in app.SECTIONS.values() for title in titles) == sorted(row[0] for row in app.PAGES)


def opened(module: str, least_role: str) -> AppTest:
    """A page as it is opened by its address."""

    def script(module, least_role):
        import app

        app.open_page("A page", module, least_role)

    return AppTest.from_function(script, args=(module, least_role), default_timeout=30).run()


@pytest.mark.parametrize("role", ROLES)
def test_each_page_opens_from_its_role_on_and_says_so_below(team, monkeypatch, role):
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: role)
    for title, module, _, _, least_role in app.PAGES:
        page = opened(module, least_role)
        assert not page.exception
        refused = any("needs the role" in error.value for error in page.error)
        assert refused != is_at_least(role, least_role), title


def test_a_page_that_somebody_may_not_open_is_not_listed(team, monkeypatch):
    listed = {}
    for role in ROLES:
        monkeypatch.setattr("labeling.pages.session.author_name", lambda role=role: role)
        listed[role] = {row[0] for row in app.PAGES if app.page(*row).visibility == "visible"}
    assert listed["annotator"] == {
        *("Annotate", "Documents", "Spans", "Detector", "Guidelines", "Questions", "Training", "Progress"),
    }
    assert listed["adjudicator"] == listed["admin"] - {"People"}


def test_a_role_that_was_taken_away_counts_at_once(team, db):
    client = signed_in("adjudicator", SECRET)
    assert client.get("/api/session").json()["role"] == "adjudicator"
    with write(db):
        db.execute("UPDATE authors SET role = 'annotator' WHERE name = 'adjudicator'")
    assert client.get("/api/session").json()["role"] == "annotator"
