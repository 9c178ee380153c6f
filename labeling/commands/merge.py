"""`sitrep merge`: another project's file into this one, whole or not at all."""

from dataclasses import asdict
from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures


@click.command()
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be merged; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def merge(ctx: click.Context, other: Path, dry_run: bool, as_json: bool) -> None:
    """Take the documents and everybody's work in the project OTHER.db into this one.

    Everything is checked first; one contradiction and nothing is merged. Merging the same again changes nothing.
    OTHER.db is not changed, and people may go on working in both.
    """
    from labeling.workflow.keeping.merge import check_merge, merge_project

    db = open_project(ctx)
    report = (check_merge if dry_run else merge_project)(db, other)
    if as_json:
        print_figures(asdict(report) | {"dry_run": dry_run}, as_json=True)
        return
    done = "would be merged" if dry_run else "merged"
    click.echo(
        f"{report.n_documents:,} documents {done}, {report.n_known:,} already there; "
        f"{report.n_operations:,} operations in {report.n_layers:,} new layers and {report.n_layers_grown:,} that grew."
    )
    if report.n_mended:
        click.echo(f"Note: {report.n_mended:,} marks made in both projects were mended.", err=True)
    if report.n_locked:
        click.echo(f"Note: {report.n_locked:,} documents came into the locked test slice.", err=True)
    if report.not_taken:
        left = ", ".join(f"{n:,} {table.replace('_', ' ')}" for table, n in report.not_taken.items())
        click.echo(f"Note: not taken: {left}.", err=True)
