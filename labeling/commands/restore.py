"""`sitrep restore`: the project as it was when a backup was made."""

from dataclasses import asdict
from pathlib import Path

import click

from labeling.commands.context import print_figures


@click.command()
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be restored; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def restore(ctx: click.Context, backup: Path, dry_run: bool, as_json: bool) -> None:
    """Put the project of BACKUP in place of the present one.

    Sitrep must be stopped. The backup is checked before and after and stays as it is; the file that was there is kept
    under another name. Everybody has to sign in again, and scripts need new tokens.
    """
    from labeling.workflow.keeping.restore import restore as restore_project

    restored = restore_project(ctx.obj, backup, dry_run=dry_run)
    figures = asdict(restored) | {"dry_run": dry_run}
    print_figures({name: value for name, value in figures.items() if as_json or value is not None}, as_json)
