"""Writes docs/cli.md: the help of every command, word for word. `make docs` runs it; a test compares."""

from pathlib import Path

import click
from click.testing import CliRunner

from cli import sitrep

TARGET = Path(__file__).resolve().parent / "cli.md"
HEAD = """# The command line

`sitrep` is in `.venv/bin` after `make run`. It ends with 0 when it did what was asked, 1 when it refused
(one sentence on stderr, nothing changed), 2 when it was called wrongly, 130 when Ctrl+C stopped it (nothing half done
is kept). Results go to stdout, progress to stderr.
"""


def names(group: click.Group = sitrep, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command as the words after `sitrep`; groups before their commands."""
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found.append((*before, name))
        if isinstance(command, click.Group):
            found += names(command, (*before, name))
    return found


def help_of(words: tuple[str, ...]) -> str:
    arguments = [*words, "--help"]
    return CliRunner().invoke(sitrep, arguments, prog_name="sitrep", terminal_width=88).output.rstrip()


def page() -> str:
    parts = [HEAD, "```\n" + help_of(()) + "\n```\n"]
    parts += [f"## sitrep {' '.join(words)}\n\n```\n{help_of(words)}\n```\n" for words in names()]
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
