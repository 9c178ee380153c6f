"""The docs say what the code does."""

import re
from pathlib import Path

import pytest

import app
from docs.write_cli import help_of, names
from exports.formats import FORMATS
from labeling.api.routes import ROUTES
from labeling.core.operation import KEYS
from labeling.core.scheme_file import read_scheme
from labeling.store.database import open_database
from tests.test_layers import PARTS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("words", names(), ids=" ".join)
def test_every_command_shows_its_current_help_in_the_docs(words):
    assert help_of(words) in read("cli.md"), f"`sitrep {' '.join(words)}` is out of date: run `make docs`"


@pytest.mark.parametrize("title", [row[0] for row in app.PAGES])
def test_every_page_has_a_section(title):
    assert f"## {title}\n" in read("pages.md")


def test_every_route_is_described_and_no_other():
    described = set(re.findall(r"`(?:GET|POST) (/[^`]*)`", read("api.md")))
    assert described == {route.path.replace(":path", "") for route in ROUTES}


@pytest.mark.parametrize("kind", KEYS)
def test_every_kind_of_operation_is_described(kind):
    assert f"| `{kind}` |" in read("data-model.md")


def test_every_table_and_column_is_described():
    db = open_database(":memory:")
    text = read("data-model.md")
    for table in db.tables:
        if table.name.startswith(("documents_search_", "sqlite_")):
            continue
        row = re.search(rf"^\| `{table.name}` \|.*$", text, re.MULTILINE)
        assert row, f"{table.name} has no row in docs/data-model.md"
        for column in table.columns:
            assert f"`{column.name}`" in row[0], f"{table.name}.{column.name} is not in docs/data-model.md"
    db.conn.close()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_row_with_what_it_loses(name):
    row = re.search(rf"^\| `{name}` .*$", read("formats.md"), re.MULTILINE)
    assert row, f"{name} has no row in docs/formats.md"
    assert FORMATS[name].loses in row[0]


def test_every_glossary_term_is_used_in_the_docs():
    terms = [
        term.strip()
        for row in re.findall(r"^\| ([a-z][^|]*) \|", read("glossary.md"), re.MULTILINE)
        for term in row.split(",")
    ]
    everything = "\n".join(path.read_text("utf-8").lower() for path in [*DOCS.glob("*.md"), ROOT / "README.md"])
    assert len(terms) > 25
    assert [term for term in terms if everything.count(term) < 2] == []


def test_every_top_folder_is_on_the_map():
    assert [part for part in (*PARTS, "app.py", "cli.py") if part not in read("architecture.md")] == []


def test_every_link_between_the_docs_leads_somewhere():
    for path in [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_every_picture_is_shown_somewhere():
    pages = "".join(path.read_text("utf-8") for path in [*DOCS.glob("*.md"), ROOT / "README.md"])
    assert [path.name for path in (DOCS / "pictures").iterdir() if f"pictures/{path.name})" not in pages] == []


def test_no_page_of_a_machine_or_a_registry_is_named():
    for path in ROOT.glob("**/*"):
        if path.suffix in {".py", ".md", ".toml", ".txt", ".mjs", ".jsonl", ".css"} and ".venv" not in path.parts:
            text = path.read_text("utf-8", errors="replace")
            assert "/".join(["", "work", "main"]) not in text, path
            assert "index" + "-url" not in text, path


def test_every_route_is_shown_with_its_least_role():
    for route in ROUTES:
        path = route.path.replace(":path", "")
        row = re.search(rf"^\| [^|]*`(?:GET|POST) {re.escape(path)}`[^|]* \| (\w+) \|", read("api.md"), re.MULTILINE)
        assert row, f"{path} has no row in docs/api.md"
        assert row[1] == route.least_role


def test_the_scheme_that_is_shown_is_one():
    shown = re.search(r"```toml\n(.*?)```", read("scheme.md"), re.DOTALL)[1]
    scheme = read_scheme(shown, where="scheme.md")
    assert [(label.name, len(label.attributes)) for label in scheme.labels] == [("PERSON", 2), ("PLACE", 1)]
    assert scheme.detector_question.name == "relevant"
