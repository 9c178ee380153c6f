"""What the tests of the borders share: the default scheme, an empty database, a command that runs."""

from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme
from labeling.core.scheme_file import read_scheme

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Result:
    """What a command did: a refusal has its message on stderr and exit code 1, as cli.py makes it."""

    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    path = ROOT / "seeds" / "scheme.toml"
    return read_scheme(path.read_text(encoding="utf-8"), where=path.name)


@pytest.fixture
def run(db_path: Path):
    """Runs a command on the test's database."""

    def run(command: click.Command, *arguments: object) -> Result:
        words = [str(argument) for argument in arguments]
        try:
            result = CliRunner().invoke(command, words, obj=db_path, catch_exceptions=False)
        except SitrepError as refused:
            return Result(1, "", str(refused))
        return Result(result.exit_code, result.stdout, result.stderr)

    return run
