"""`sitrep evaluate`: the newest detector on a gold file."""

from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures

SHOWN = (
    *("n", "n_positive", "n_negative", "average_precision", "f1", "macro_f1", "brier", "threshold", "all_yes_f1"),
    *("true_positives", "false_positives", "false_negatives", "true_negatives"),
)


@click.command()
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def evaluate(ctx: click.Context, gold: Path, as_json: bool) -> None:
    """Measure the newest detector on a gold file that it was not trained on.

    The threshold is the one chosen in training; documents without a clear answer are left out and counted.
    """
    from models.gold_file import evaluate_file
    from models.training import serving_detector

    db = open_project(ctx)
    detector = serving_detector(db)
    measured = evaluate_file(db, detector, gold)
    if measured["n_in_training"]:
        n, there = measured["n_in_training"], measured["n"]
        click.echo(
            f"Note: {n:,} of {there:,} texts are in the training data; their figures flatter the detector.", err=True
        )
    shown = {"model": detector.id, "data": str(gold)} | {name: measured[name] for name in SHOWN}
    print_figures(shown | {name: measured[name] for name in ("n_left_out", "n_in_training")}, as_json)
