"""`sitrep progress`: how far the team is, and how well its marks agree with gold."""

from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures

SHARE = ("n_finished", "n_double", "n_settled", "n_waiting")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.option(
    "--csv", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write each table as DIR/NAME.csv."
)
@click.pass_context
def progress(ctx: click.Context, as_json: bool, folder: Path | None) -> None:
    """Show how far the team is: finished documents, labels, answers, people, rounds, agreement with gold.

    `sitrep status` shows what the project holds. docs/quality-over-time.md says what each figure means.
    """
    from labeling.agreement.progress_tables import tables
    from labeling.workflow.progress import progress as project_progress

    found = project_progress(open_project(ctx))
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables(found).items():
            (folder / f"{name}.csv").write_text(table, encoding="utf-8-sig")  # with a mark, as spreadsheets expect it
    if as_json:
        print_figures(found, as_json=True)
        return
    print_figures({"n_documents": found["n_documents"]} | {name: found[name] for name in SHARE}, as_json=False)
    print_figures({f"{row['label']} spans": row["spans"] for row in found["labels"]}, as_json=False)
    for row in found["answers"]:
        click.echo(f"{row['question']} {row['value']}  {row['answers']:,}")
    for row in found["drift"]:
        click.echo(f"{row['name']}: {row['words']}")
