"""`sitrep backup`: a checked copy of the project, made while people work."""

from dataclasses import asdict
from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures


@click.command()
@click.argument("to", metavar="[TO]", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def backup(ctx: click.Context, to: Path | None, as_json: bool) -> None:
    """Copy the project to TO while others work, and check the copy.

    TO is a folder, or a new file that ends in .db; without it the copy goes into the folder FILE.backups beside the
    project. It is named by time (UTC) and by the first eight digits of its SHA-256, and only you may read it.

    The worker makes one a day by itself and keeps seven daily and four weekly ones. Those made by this command stay
    until you remove them.
    """
    from labeling.workflow.keeping.backup import back_up

    open_project(ctx).conn.close()
    made = back_up(ctx.obj, to)
    figures = asdict(made)
    if not as_json:
        n_faults = len(figures.pop("faults"))
        if n_faults:
            click.echo(f"Note: the project has {n_faults:,} faults, and so has its copy. Run `sitrep check`.", err=True)
    print_figures(figures, as_json)
