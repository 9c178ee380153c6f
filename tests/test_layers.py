"""The table of allowed imports: arrows point one way. A folder without a row fails; a new arrow is its own commit."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE, STORE, NLP, WORKFLOW = "labeling.core", "labeling.store", "labeling.nlp", "labeling.workflow"
CLUSTERS, AGREEMENT = "labeling.clusters", "labeling.agreement"
COMMANDS, PAGES, COMPONENTS = "labeling.commands", "labeling.pages", "labeling.components"
FORMATS, PACK = "exports.formats", "exports.spacy_pack"
FIGURES, DETECTING, VERSIONS = "models.figures", "models.detecting", "models.versions"
MAY_IMPORT = {
    CORE: [],  # the standard library only
    "labeling.core.boilerplate": [CORE],
    "labeling.core.casualties": [CORE],
    "labeling.core.guidance": [CORE],
    "labeling.core.rounds": [CORE],
    "labeling.core.settling": [CORE],
    "labeling.core.suggesting": [CORE],
    STORE: [CORE, "sqlite_utils"],
    "labeling.store.accounts": [CORE, STORE, "sqlite_utils"],
    "labeling.store.keeping": [CORE, STORE, "sqlite_utils"],
    "labeling.store.learned": [CORE, STORE, "sqlite_utils"],
    "labeling.store.merging": [CORE, STORE, "sqlite_utils"],
    "labeling.store.steps": [CORE, "sqlite_utils"],
    NLP: [CORE, "spacy"],
    CLUSTERS: [CORE, "datasketch", "numpy"],
    AGREEMENT: [CORE, STORE, "numpy", "scipy", "sklearn", "nltk", "sqlite_utils"],
    WORKFLOW: [CORE, STORE, NLP, CLUSTERS, AGREEMENT, "sqlite_utils"],
    "labeling.workflow.accounts": [CORE, STORE, "argon2", "sqlite_utils"],
    "labeling.workflow.guidance": [CORE, STORE, WORKFLOW, "sqlite_utils"],
    "labeling.workflow.keeping": [CORE, STORE, WORKFLOW, "sqlite_utils"],
    "labeling.workflow.reading": [CORE, STORE, WORKFLOW, "sqlite_utils"],
    "labeling.workflow.rounds": [CORE, STORE, WORKFLOW, "sqlite_utils"],
    "labeling.workflow.settling": [CORE, STORE, AGREEMENT, WORKFLOW, "sqlite_utils"],
    "labeling.workflow.suggesting": [CORE, STORE, WORKFLOW, "sqlite_utils"],
    COMPONENTS: [],
    "labeling.components.workspace": [CORE, COMPONENTS, "streamlit"],
    "labeling.components.adjudication": [CORE, COMPONENTS, "streamlit"],
    PAGES: [CORE, STORE, WORKFLOW, AGREEMENT, COMPONENTS, "sqlite_utils", "streamlit", "pandas", "altair"],
    "labeling.api": [CORE, STORE, WORKFLOW, "anyio", "prometheus_client", "sqlite_utils", "starlette"],
    COMMANDS: [CORE, STORE, WORKFLOW, AGREEMENT, "sqlite_utils", "click"],
    "labeling": [],
    FORMATS: [CORE, NLP, "spacy", "pyarrow", "trafilatura"],
    "exports.loading": [CORE, STORE, WORKFLOW, "exports", "sqlite_utils"],
    PACK: [CORE, STORE, NLP, WORKFLOW, "exports", "spacy", "thinc", "sqlite_utils"],
    "exports": [CORE, STORE, NLP, WORKFLOW, FORMATS, "pandas", "sqlite_utils"],
    "exports.commands": [CORE, STORE, WORKFLOW, COMMANDS, "exports", "click", "sqlite_utils"],
    "exports.pages": [CORE, STORE, WORKFLOW, PAGES, "exports", "streamlit", "pandas", "sqlite_utils"],
    FIGURES: [CORE, AGREEMENT, "numpy", "scipy", "sklearn"],
    DETECTING: [CORE, STORE, WORKFLOW, FIGURES, VERSIONS, "numpy", "scipy", "sklearn", "skops", "sqlite_utils"],
    "models.card": [
        *(CORE, STORE, NLP, WORKFLOW, FIGURES, DETECTING, "models", "exports"),
        *("numpy", "skops", "sqlite_utils"),
    ],
    "models": [CORE, STORE, NLP, WORKFLOW, FIGURES, DETECTING, "exports", "numpy", "scipy", "sklearn", "sqlite_utils"],
    VERSIONS: [CORE, STORE, WORKFLOW, FIGURES, "numpy", "sqlite_utils"],
    "models.spans": [
        *(CORE, STORE, WORKFLOW, FIGURES, VERSIONS),
        *("numpy", "scipy", "sklearn", "sklearn_crfsuite", "pycrfsuite", "skops", "sqlite_utils"),
    ],
    "models.scale": [CORE, WORKFLOW, "exports", "models", "numpy", "scipy", "skops", "pyarrow", "distributed"],
    "models.commands": [CORE, STORE, WORKFLOW, COMMANDS, "exports", "models", "click", "numpy", "sqlite_utils"],
    "models.pages": [CORE, STORE, WORKFLOW, PAGES, "models", "streamlit", "pandas", "altair", "sqlite_utils"],
}
PARTS = ("labeling", "exports", "models")


def folders() -> list[str]:
    found = {path.parent.relative_to(ROOT) for part in PARTS for path in (ROOT / part).rglob("*.py")}
    return sorted(".".join(folder.parts) for folder in found)


def imports_of(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]


@pytest.mark.parametrize("folder", folders())
def test_a_folder_imports_only_what_its_row_allows(folder):
    assert folder in MAY_IMPORT, f"{folder} has no row in the table of layers"
    allowed = (folder, *MAY_IMPORT[folder])
    for path in ROOT.joinpath(*folder.split(".")).glob("*.py"):
        for name in imports_of(path):
            fits = any(name == row or name.startswith(row + ".") for row in allowed)
            assert fits, f"{path.relative_to(ROOT)} imports {name}; the row of {folder} does not allow it"


def test_arrows_between_folders_run_in_no_circle():
    arrows = {folder: set() for folder in folders()}
    for folder in arrows:
        for path in ROOT.joinpath(*folder.split(".")).glob("*.py"):
            arrows[folder] |= {folder_of(name) for name in imports_of(path)} - {folder, None}
    while free := [folder for folder, others in arrows.items() if not others & arrows.keys()]:
        for folder in free:
            del arrows[folder]
    assert arrows == {}, "each of these can be reached from itself"


def folder_of(name: str) -> str | None:
    """The folder that a dotted name of ours lies in, whatever it names; None where it is of a library."""
    parts = name.split(".")
    while parts:
        if ROOT.joinpath(*parts[:-1], f"{parts[-1]}.py").is_file():
            return ".".join(parts[:-1])
        if ROOT.joinpath(*parts, "__init__.py").is_file():
            return ".".join(parts)
        parts.pop()
    return None


def test_every_row_is_a_folder():
    assert set(MAY_IMPORT) == set(folders()), "a row of a folder that is gone"


def test_the_api_and_the_command_line_start_without_heavy_libraries():
    heavy = (
        "spacy",
        "sklearn",
        "nltk",
        "datasketch",
        "streamlit",
        "altair",
        "trafilatura",
        "lxml",
        "numpy",
        "pandas",
        "exports.formats",
    )
    imported = "cli, labeling.api.routes, exports.samples"
    code = f"import sys, {imported}; print([name for name in {heavy} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


@pytest.mark.parametrize("word", ["util", "helper", "common", "misc", "manager"])
def test_no_file_is_named_for_nothing(word):
    assert [path for part in (*PARTS, "tests") for path in (ROOT / part).rglob(f"*{word}*.py")] == []
