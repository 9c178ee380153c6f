"""What the tests of the borders share: the default scheme, an empty database, a command that runs."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme, read_scheme
from labeling.store.database import open_database

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    path = ROOT / "seeds" / "scheme.toml"
    return read_scheme(path.read_text(encoding="utf-8"), where=path.name)


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """A fresh database in its own folder."""
    path = tmp_path / "database" / "sitrep.db"
    path.parent.mkdir()
    open_database(path).close()
    return path


@pytest.fixture
def db(database_file: Path):
    return open_database(database_file)


@pytest.fixture
def run(database_file: Path):
    """Runs a command as cli.py does: a SitrepError is one message on stderr and exit code 1."""

    def run(command: click.Command, *arguments: object):
        try:
            return CliRunner().invoke(
                command, [str(argument) for argument in arguments], obj=database_file, catch_exceptions=False
            )
        except SitrepError as refused:
            return Refused(str(refused))

    return run


class Refused:
    """The result of a command that refused."""

    exit_code = 1
    stdout = ""

    def __init__(self, message: str) -> None:
        self.stderr = self.output = message
