"""The `sitrep` command: lists the commands, knows where the database is, and turns refusals into one sentence."""

import importlib
from pathlib import Path

import click

from labeling.commands.exit_codes import STOPPED
from labeling.core.errors import SitrepError
from labeling.store.database import database_path
from labeling.store.library_errors import LibraryError, refusal_of

# name -> module that holds a click command of this name; imported when it is used. A command of two words joins the
# group of the first: a part can so add to the group of a part it is built on.
COMMANDS = {
    "load": "exports.commands.load",
    "merge": "labeling.commands.merge",
    "export": "exports.commands.export",
    "export model": "models.commands.export_model",
    "formats": "exports.commands.formats",
    "scheme": "exports.commands.scheme",
    "guidelines": "exports.commands.guidelines",
    "gazetteer": "exports.commands.gazetteer",
    "train": "models.commands.train",
    "screen": "models.commands.screen",
    "evaluate": "models.commands.evaluate",
    "versions": "models.commands.versions",
    "worker": "models.commands.worker",
    "agreement": "labeling.commands.agreement",
    "adjudicate": "labeling.commands.adjudicate",
    "spans": "labeling.commands.spans",
    "suggestions": "labeling.commands.suggestions",
    "progress": "labeling.commands.team_progress",
    "queue": "labeling.commands.queue",
    "people": "labeling.commands.people",
    "token": "labeling.commands.token",
    "round": "labeling.commands.round",
    "status": "labeling.commands.status",
    "history": "exports.commands.history",
    "check": "labeling.commands.check",
    "backup": "labeling.commands.backup",
    "restore": "labeling.commands.restore",
    "doctor": "labeling.commands.doctor",
}


class Doors(click.Group):
    """A group whose commands are imported one by one, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if " " not in name]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command = _imported(name)
        for joined in (words for words in COMMANDS if words.startswith(f"{name} ")):
            command.add_command(_imported(joined))
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nStopped. Nothing half done is kept.", err=True)
            ctx.exit(STOPPED)
        except (SitrepError, LibraryError) as error:
            refusal = error if isinstance(error, SitrepError) else refusal_of(error)
            if refusal is None:
                raise
            click.echo(str(refusal), err=True)
            ctx.exit(1)


def _imported(name: str) -> click.Command:
    return getattr(importlib.import_module(COMMANDS[name]), name.replace("-", "_").replace(" ", "_"))


@click.group(cls=Doors)
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The project's database file.  [default: SITREP_DB, else sitrep.db]",
)
@click.pass_context
def sitrep(ctx: click.Context, db: Path | None) -> None:
    """Turn reports of attacks into training data and a detector."""
    ctx.obj = db or database_path()


if __name__ == "__main__":
    sitrep()
