"""`sitrep gazetteer`: the names that suggestions are made from, shown or replaced."""

from pathlib import Path

import click

from exports.commands.load import project_to_check
from exports.commands.replaced import FILE, became
from exports.toml_file import toml_of
from labeling.commands.context import open_project
from labeling.core.plural import n_of
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.store.gazetteers import current_gazetteer
from labeling.store.schemes import current_scheme
from labeling.workflow.scheme import change_gazetteer


@click.command()
@click.argument("file", required=False, type=FILE)
@click.option("--dry-run", is_flag=True, help="Check FILE and say what would change; write nothing.")
@click.pass_context
def gazetteer(ctx: click.Context, file: Path | None, dry_run: bool) -> None:
    """Show the names that suggestions are made from, or replace them by FILE.

    They are printed as TOML: write them to a file, change it, and give it back. A file with a fault, or with a label
    that the project's scheme has not, is refused whole.
    """
    if file is None:
        with project_to_check(ctx) as db:
            click.echo(current_gazetteer(db).toml, nl=False)
        return
    toml, where = toml_of(file)
    with project_to_check(ctx) as db:
        labels = [label.name for label in current_scheme(db).labels]
        new = read_gazetteer(toml, where=where, labels=labels)
        is_new = current_gazetteer(db).id != new.id
    if is_new and not dry_run:
        change_gazetteer(open_project(ctx, create=True), new)
    holds = f"{len(new.entries):,} entries, {n_of(len(new.patterns), 'pattern')}"
    click.echo(f"{where}: {holds}; {became('gazetteer', is_new=is_new, dry_run=dry_run)}.")
