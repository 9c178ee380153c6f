"""`sitrep scheme`: the labels and questions of the project, shown or replaced."""

from pathlib import Path

import click

from exports.commands.load import project_to_check
from exports.commands.replaced import FILE, became
from exports.toml_file import toml_of
from labeling.commands.context import open_project
from labeling.core.plural import n_of
from labeling.core.scheme_file import read_scheme
from labeling.store.schemes import current_scheme
from labeling.workflow.scheme import change_scheme, check_scheme


@click.command()
@click.argument("file", required=False, type=FILE)
@click.option("--dry-run", is_flag=True, help="Check FILE and say what would change; write nothing.")
@click.pass_context
def scheme(ctx: click.Context, file: Path | None, dry_run: bool) -> None:
    """Show the project's labels and questions, or replace them by FILE.

    They are printed as TOML: write them to a file, change it, and give it back. A file with a fault is refused whole,
    and so is one without a label, an attribute or an answer that somebody used.
    """
    if file is None:
        with project_to_check(ctx) as db:
            click.echo(current_scheme(db).toml, nl=False)
        return
    toml, where = toml_of(file)
    new = read_scheme(toml, where=where)
    if dry_run:
        with project_to_check(ctx) as db:
            check_scheme(db, new, where=where)
            is_new = current_scheme(db).id != new.id
    else:
        is_new = change_scheme(open_project(ctx, create=True), new, where=where)
    holds = f"{n_of(len(new.labels), 'label')}, {n_of(len(new.questions), 'question')}"
    click.echo(f"{where}: {holds}; {became('scheme', is_new=is_new, dry_run=dry_run)}.")
