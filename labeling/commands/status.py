"""`sitrep status`: the project in figures."""

import click

from labeling.commands.context import open_project, print_figures


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:
    """Show what the project holds: documents, answers, spans, annotators, the detector."""
    from labeling.workflow.keeping.status import status as project_status

    print_figures(project_status(open_project(ctx)), as_json)
