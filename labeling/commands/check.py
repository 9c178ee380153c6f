"""`sitrep check`: is the file whole?"""

import click

from labeling.commands.context import open_project, print_figures
from labeling.core.errors import DatabaseDamaged


@click.command()
@click.option("--rebuild", is_flag=True, help="Make the projection anew from the log first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def check(ctx: click.Context, rebuild: bool, as_json: bool) -> None:
    """Verify the file: its pages, each text, each quote, and the log against what it adds up to."""
    from labeling.store.library_errors import RESTORE
    from labeling.workflow.keeping import status
    from labeling.workflow.keeping.damage import check_file

    try:
        db = open_project(ctx)
    except DatabaseDamaged:
        check_file(ctx.obj)  # so damaged that it cannot even be opened: those who have it open must hear of it
        raise
    check_file(ctx.obj)  # it leaves a note for whoever has the project open, or takes one away
    if rebuild:
        status.rebuild(db)
    report = status.check(db)
    figures = {
        "n_documents": report.n_documents,
        "n_layers": report.n_layers,
        "n_operations": report.n_operations,
        "n_spans": report.n_spans,
        "n_faults": len(report.faults),
    }
    print_figures(figures | ({"faults": report.faults} if as_json else {}), as_json)
    if report.faults:
        shown = "\n".join(report.faults[: status.MOST_FAULTS])
        more = len(report.faults) - status.MOST_FAULTS
        what_to_do = f"\n{RESTORE}" if report.is_damaged else ""
        raise DatabaseDamaged(shown + (f"\n… and {more} more faults" if more > 0 else "") + what_to_do)
