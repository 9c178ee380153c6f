"""`sitrep worker`: the worker by hand, where the app does not start one."""

import click

from labeling.commands.context import open_project
from labeling.core.log_lines import set_up_logs


@click.command()
@click.option("--once", is_flag=True, help="Do what there is to do, then end.")
@click.pass_context
def worker(ctx: click.Context, once: bool) -> None:
    """Train, score and prepare documents in the background, until stopped.

    The app starts a worker of its own. There is one at a time: where another one is at work, this one says so and ends.
    """
    from models.process import step_back
    from models.worker import run

    open_project(ctx).conn.close()
    set_up_logs()
    step_back()
    if not run(ctx.obj, once=once):
        click.echo("Another worker is at work on this project; this one ends.", err=True)
