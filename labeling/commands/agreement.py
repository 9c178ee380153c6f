"""`sitrep agreement`: how far the annotators agree, and on what they do not."""

from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures
from labeling.commands.table_file import write_table

MOST = 10  # documents that are printed


@click.command()
@click.option("--label", metavar="LABEL", help="Only spans of this label.")
@click.option("--pair", metavar="NAME,NAME", help="Only what these two have both finished.")
@click.option("--question", metavar="QUESTION", help="Only answers to this question.")
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Compare these, also imports and gold; repeat.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as one JSON object.")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Write every figure, a row each.")
@click.option(
    "--differences",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write everything that differs, a row each, as CSV.",
)
@click.pass_context
def agreement(
    ctx: click.Context,
    label: str | None,
    pair: str | None,
    question: str | None,
    coders: tuple[str, ...],
    as_json: bool,
    table: Path | None,
    differences: Path | None,
) -> None:
    """Show how far people agree on documents that two or more have finished.

    Without --coder all people are compared. Figures have a 95 % interval and the number of documents they are measured
    on; docs/agreement.md says what each means.
    """
    from labeling.agreement.narrowing import narrowed
    from labeling.agreement.rows import difference_rows, figure_rows
    from labeling.core.csv_table import csv_table
    from labeling.workflow.settling.agreement import agreement as measured

    found = narrowed(measured(open_project(ctx), None, coders or None), label=label, pair=pair, question=question)
    for path, rows in ((table, figure_rows(found)), (differences, difference_rows(found))):
        if path:
            write_table(path, csv_table(rows))
    if as_json:
        print_figures(found, as_json=True)
    else:
        _print(found)


def _is_printed(row: dict, found: dict) -> bool:
    """Of parts of the pairs alpha of answers alone, where there are two parts; the rest is in the tables."""
    from labeling.agreement.words import PARTS

    n_parts = {f" by {name}": len(found["spans"][key]) for key, (name, _) in PARTS.items()}
    of_part = next((words for words in n_parts if row["of"].endswith(words)), None)
    return of_part is None or (row["figure"] == "alpha" and n_parts[of_part] > 1)


def _print(found: dict) -> None:
    from labeling.agreement.rows import figure_rows
    from labeling.agreement.summary import differs_most, next_step
    from labeling.agreement.words import FIGURES, sentence
    from labeling.core.plural import n_of

    coders = ", ".join(found["coders"]) or "nobody"
    click.echo(f"{n_of(found['n_documents'], 'document')} that two or more have finished; compared: {coders}")
    rows = [row for row in figure_rows(found) if row["n"] and _is_printed(row, found)]
    width = max((len(f"{row['of']} {row['which']}") for row in rows), default=0)
    for row in rows:
        name = f"{row['of']} {row['which']}"
        click.echo(f"{name:<{width}}  {FIGURES[row['figure']]:<20}  {sentence(row['figure'], row)}")
    for row in found["documents"][:MOST]:
        n = len(row["differences"])
        click.echo(f"{row['document_id']}: {' · '.join(row['pair'])} differ {'once' if n == 1 else f'{n:,} times'}")
    if found["documents"]:
        click.echo(f"differs most  {differs_most(found)}")
    click.echo(next_step(found))
