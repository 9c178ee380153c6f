"""`sitrep worker`: the worker by hand, where the app does not start one."""

import click

from labeling.commands.context import open_project


@click.command()
@click.option("--once", is_flag=True, help="Do what there is to do, then end.")
@click.pass_context
def worker(ctx: click.Context, once: bool) -> None:
    """Train, score and prepare documents in the background, until stopped."""
    from models.worker import run

    open_project(ctx).close()
    if not run(ctx.obj, once=once):
        click.echo("Another worker is at work on this project; this one ends.", err=True)
