"""docs/operation.md and docs/reliability.md name only what is there."""

import ast
import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from cli import COMMANDS, sitrep
from labeling.api.metrics import count_operations, count_request, metrics_text
from labeling.api.routes import ROUTES
from labeling.store.database import open_database
from labeling.workflow.keeping.vital_signs import vital_signs

ROOT = Path(__file__).resolve().parents[2]
OPERATION = (ROOT / "docs" / "operation.md").read_text("utf-8")
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text("utf-8")


def options_of(command: str) -> set[str]:
    return {option for parameter in sitrep.get_command(None, command).params for option in parameter.opts}


def test_every_command_in_the_page_exists_with_its_options():
    called = re.findall(r"^sitrep ([a-z]+)(.*)$|`sitrep ([a-z]+)([^`]*)`", OPERATION, re.MULTILINE)
    assert len(called) > 8
    for found in called:
        name, rest = (found[0] or found[2]), found[1] or found[3]
        assert name in COMMANDS
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= options_of(name), rest


def test_every_target_of_make_and_every_file_in_the_page_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(VENV)", ".venv")
    for target in re.findall(r"(?:`|&& )make (?:-C \S+ )?([a-z.][\w./-]*)", OPERATION):
        assert f"\n{target}:" in makefile
    assert "streamlit run app.py" in OPERATION
    assert (ROOT / "app.py").exists()


def test_every_route_in_the_page_exists():
    paths = {route.path for route in ROUTES}
    assert set(re.findall(r"`GET (/[^`]*)`", OPERATION)) <= paths


def test_every_metric_is_described_and_no_other(db_path):
    db = open_database(db_path)
    count_request("GET", "/api/queue", 200, 0.1)
    count_operations(1, 0)
    text = metrics_text(vital_signs(db)).decode()
    db.conn.close()
    found = {family.name for family in text_string_to_metric_families(text)}
    described = {name.removesuffix("_total") for name in re.findall(r"`(sitrep_[a-z_]+)`", OPERATION)}
    seldom = {"sitrep_backup_age_seconds", "sitrep_worker_age_seconds"}  # there once there is something to be old
    assert found | seldom == described


def named_tests() -> list[str]:
    return sorted(set(re.findall(r"`(?:[\w/]+\.(?:py|mjs)::)?(test_\w+)`", RELIABILITY)))


@pytest.fixture(scope="module")
def tests() -> set[str]:
    trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / "tests").rglob("test_*.py"))
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_stands_for_a_promise_exists(tests):
    assert len(named_tests()) > 20
    assert [name for name in named_tests() if name not in tests] == []
