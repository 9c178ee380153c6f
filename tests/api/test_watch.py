"""Requests are watched: ids, figures, health, logs that tell nothing of what people wrote."""

import io
import json
import logging
import os
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from labeling.api.gate import Gate
from labeling.api.problems import HANDLERS
from labeling.api.routes import ROUTES
from labeling.api.watch import Watch
from labeling.core.log_lines import JsonLines, PlainLines
from labeling.store.damage import note_damage
from labeling.store.database import write
from labeling.store.leases import WORKER, take_lease
from labeling.workflow.accounts.session import COOKIE, request_token
from tests.operations import message

TEXT = "Rockets hit Camp Taji before dawn."
SECRETS = ("Taji", "dawn", "Amal", "noteworthy", "hunter2", "s3cr3t-id")


def client_for(name: str | None, host: str = "192.0.2.7") -> TestClient:
    app = Starlette(
        routes=ROUTES, middleware=[Middleware(Watch, routes=ROUTES), Middleware(Gate)], exception_handlers=HANDLERS
    )
    client = TestClient(app, base_url="http://localhost", follow_redirects=False, client=(host, 5000))
    if name:
        client.post("/sign-in", data={"name": name, "password": "hunter2"})
        client.headers["X-Sitrep-Token"] = request_token(client.cookies[COOKIE])
    return client


@pytest.fixture
def client(db, add):
    add(**{"s3cr3t-id": TEXT})
    with client_for("Amal") as client:
        yield client


@pytest.fixture
def logged():
    """What is logged, as lines of JSON and as plain lines."""
    streams = {form: io.StringIO() for form in (JsonLines, PlainLines)}
    handlers = [logging.StreamHandler(stream) for stream in streams.values()]
    for handler, form in zip(handlers, streams, strict=True):
        handler.setFormatter(form())
        logging.getLogger("sitrep").addHandler(handler)
    logging.getLogger("sitrep").setLevel(logging.INFO)
    yield streams
    for handler in handlers:
        logging.getLogger("sitrep").removeHandler(handler)
    logging.getLogger("sitrep").setLevel(logging.NOTSET)


def save(client, **more):
    operation = message("note.set", text="noteworthy")
    return client.post("/api/documents/s3cr3t-id/operations", json={"version": 0, "operations": [operation]}, **more)


def figures(client, **more) -> dict[tuple, float]:
    families = text_string_to_metric_families(client.get("/api/metrics", **more).text)
    return {
        (one.name, *(value for key, value in sorted(one.labels.items()) if key != "le")): one.value
        for family in families
        for one in family.samples
    }


def test_every_answer_has_an_id_that_a_proxy_may_give(client):
    assert client.get("/api/queue", headers={"X-Request-Id": "proxy-0123.456"}).headers["x-request-id"] == (
        "proxy-0123.456"
    )
    for wrong in ("short", "x" * 65, "a b c d e f g h", '{"a": "0123456"}', "0123456<i>", ""):
        given = client.get("/api/queue", headers={"X-Request-Id": wrong}).headers["x-request-id"]
        assert re.fullmatch("[0-9a-f]{16}", given)
    refused = client.get("/api/documents/nowhere")
    assert refused.status_code == 404
    assert refused.headers["x-request-id"]


def test_a_log_line_is_one_json_object_and_tells_nothing_of_what_people_wrote(client, logged, monkeypatch):
    save(client, headers={"X-Request-Id": "from-a-proxy"})
    client.get("/api/documents/s3cr3t-id?search=dawn")
    with client_for(None) as stranger:
        stranger.post("/sign-in?next=/annotate%3Fsearch=dawn", data={"name": "Amal", "password": "hunter2"})

    def burst(*_args, **_more):
        try:
            raise KeyError(TEXT)
        except KeyError as error:
            raise RuntimeError(f"could not save noteworthy in s3cr3t-id for Amal: {TEXT}") from error

    monkeypatch.setattr("labeling.workflow.annotate.take_operations", burst)
    failed = save(client)
    assert failed.status_code == 500
    lines = [json.loads(line) for line in logged[JsonLines].getvalue().splitlines()]
    saved = next(line for line in lines if line.get("request_id") == "from-a-proxy")
    assert (saved["method"], saved["route"], saved["status"]) == ("POST", "/api/documents/{id}/operations", 200)
    assert saved["ms"] > 0
    error = next(line for line in lines if "error" in line)
    assert error["message"].split()[1] in failed.json()["detail"]
    assert error["request_id"] == failed.headers["x-request-id"]
    assert [place for place in error["error"] if ":" not in place] == ["RuntimeError", "KeyError"]
    assert any("test_watch.py" in place for place in error["error"])
    secrets = (*SECRETS, client.cookies[COOKIE], client.headers["X-Sitrep-Token"])
    for stream in logged.values():
        written = stream.getvalue()
        assert written.count("\n") >= 5
        assert [secret for secret in secrets if secret in written] == []


def test_metrics_count_requests_by_route_and_what_was_saved(client, db):
    before = figures(client)
    save(client)
    client.post("/api/documents/s3cr3t-id/operations", json={"operations": [{"kind": "nonsense"}]})
    client.get("/api/documents/other")
    client.request("BREW", "/api/queue")
    with write(db):
        db.execute("INSERT INTO jobs (kind, arguments, added_at) VALUES ('x', '{}', '')")
    take_lease(db, WORKER, "a worker", 10)
    after = figures(client)

    def grown(*name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    save_route = "/api/documents/{id}/operations"
    assert grown("sitrep_requests_total", "POST", save_route, "200") == 1
    assert grown("sitrep_requests_total", "POST", save_route, "422") == 1
    assert grown("sitrep_requests_total", "GET", "/api/documents/{id}", "404") == 1
    assert grown("sitrep_requests_total", "other", "/api/queue", "405") == 1
    assert grown("sitrep_request_seconds_count", save_route) == 2
    assert (grown("sitrep_operations_total", "committed"), grown("sitrep_operations_total", "refused")) == (1, 1)
    assert after["sitrep_documents",] == 1
    assert after["sitrep_sessions",] == 1
    assert after["sitrep_jobs", "waiting"] == 1
    assert (after["sitrep_worker_alive",], before["sitrep_worker_alive",]) == (1, 0)
    assert after["sitrep_worker_age_seconds",] < 5
    assert after["sitrep_database_bytes",] + after["sitrep_log_bytes",] > 10_000
    text = client.get("/api/metrics").text
    assert [secret for secret in SECRETS if secret in text] == []


def test_metrics_are_for_admins_and_for_programs_of_this_machine(db, client):
    with client_for(None) as stranger, client_for(None, "127.0.0.1") as local:
        assert stranger.get("/api/metrics").status_code == 401
        assert local.get("/api/metrics").status_code == 200
        assert local.get("/api/metrics", headers={"X-Forwarded-For": "192.0.2.9"}).status_code == 403
        with write(db):
            db.execute("UPDATE authors SET password_hash = 'x'")
        assert local.get("/api/metrics").status_code == 200
        for header in ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via"):
            assert local.get("/api/metrics", headers={header: "192.0.2.9"}).status_code == 401, header
        assert client.get("/api/metrics").status_code == 403
        with write(db):
            db.execute("UPDATE authors SET role = 'admin'")
        assert client.get("/api/metrics").status_code == 200


def test_health_says_whether_a_worker_is_at_work_and_the_file_sound_and_no_more(db, db_path, client):
    with client_for(None) as stranger:

        def health() -> tuple[int, dict]:
            answer = stranger.get("/api/health")
            return answer.status_code, answer.json()

        assert health() == (200, {"status": "degraded", "database": "ok", "worker": "none", "n_documents": 1})
        take_lease(db, WORKER, "a worker", 10)
        assert health() == (200, {"status": "ok", "database": "ok", "worker": "alive", "n_documents": 1})
        note_damage(db_path, "Page 3 is never used.")
        assert health()[0] == 503
        assert (health()[1]["status"], health()[1]["database"]) == ("degraded", "damaged")
        os.rename(db_path, db_path.with_name("away.db"))
        assert health() == (503, {"status": "degraded", "database": "unreachable"})
        os.rename(db_path.with_name("away.db"), db_path)
