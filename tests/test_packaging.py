"""What `pip install` takes along: every file that the packages read, not code alone."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("labeling", "exports", "models", "seeds")
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_kind_of_file_in_the_packages_is_installed():
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if "__pycache__" not in path.parts]
    kinds = {f"*{path.suffix}" for path in files} - {"*.py", "*.pyc"}
    assert {"*.mjs", "*.toml", "*.jsonl"} <= kinds
    assert kinds <= set(SETUPTOOLS["package-data"]["*"])


def test_the_seeds_are_installed_beside_the_code_that_looks_for_them_there():
    assert {name.rstrip("*") for name in SETUPTOOLS["packages"]["find"]["include"]} == set(FOLDERS)
