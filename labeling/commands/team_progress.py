"""`sitrep progress`: how far the team is, and how well its marks agree with gold."""

from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures
from labeling.commands.table_file import write_table
from labeling.core.errors import FileRefused

COUNTS = ("n_documents", "n_finished", "n_double", "n_settled", "n_waiting")


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
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileRefused(f"{folder} cannot be made: {error.strerror}. Nothing was written.") from None
        for name, table in tables(found).items():
            write_table(folder / f"{name}.csv", table)
    if as_json:
        print_figures(found, as_json=True)
        return
    _print(found)


def _print(found: dict) -> None:
    from labeling.agreement.words import FIGURES, sentence

    figures = {name: found[name] for name in COUNTS}
    figures["spans"] = {row["label"]: row["spans"] for row in found["labels"]}
    figures["answers"] = {f"{row['question']} {row['value']}": row["answers"] for row in found["answers"]}
    for row in found["rounds"]:
        figures[f"round {row['round']}"] = f"{row['finished']:,} of {row['layers']:,} finished"
    print_figures(figures, as_json=False)
    for row in (row for row in found["gold"] if not row["week"]):
        name = f"{FIGURES[row['measure']]} {row['question']}".strip()
        click.echo(f"{row['name']} and gold ({row['basis']}): {name} {sentence(row['measure'], row)}")
    for row in found["drift"]:
        click.echo(f"{row['name']}: {row['words']}")
