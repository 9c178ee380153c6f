import click
import pytest
from click.testing import CliRunner

import cli


@pytest.fixture
def stopped(monkeypatch):
    """`sitrep status`, stopped by Ctrl+C in the middle."""

    @click.command()
    def status():
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_imported", lambda name: status)
    return CliRunner().invoke(cli.sitrep, ["status"])


def test_ctrl_c_ends_a_command_with_a_sentence_and_its_own_exit_code(stopped):
    assert (stopped.exit_code, stopped.stdout) == (cli.STOPPED, "")
    assert stopped.stderr == "\nStopped. Nothing half done is kept.\n"
