"""`sitrep evaluate`: the detector that serves, on a gold file or on the locked test slice."""

from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures

SHOWN = (
    *("n", "n_positive", "n_negative", "average_precision", "f1", "macro_f1", "brier", "threshold", "all_yes_f1"),
    *("true_positives", "false_positives", "false_negatives", "true_negatives"),
)


@click.command()
@click.argument("gold", metavar="[GOLD.jsonl]", type=click.Path(path_type=Path), required=False)
@click.option("--locked", is_flag=True, help="Measure on the locked test slice, and keep the figures with their date.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def evaluate(ctx: click.Context, gold: Path | None, locked: bool, as_json: bool) -> None:
    """Measure the detector that serves on a gold file that it was not trained on, or on the locked test slice.

    The threshold is the one that was chosen; documents without a clear answer are left out and counted, and so are
    texts of the locked slice in a gold file. Each look at the locked slice is kept: who changes things after each look
    fits them to it.
    """
    if (gold is None) != locked:
        raise click.UsageError("Name a gold file, or give --locked: one of the two.")
    db = open_project(ctx)
    if locked:
        from models.snapshot import take_snapshot

        taken = take_snapshot(db)
        head = {"model": taken.model_id, "at": taken.at, "n_looks": taken.metrics["n_looks"]}
        print_figures(head | {name: taken.metrics[name] for name in (*SHOWN, "intervals")}, as_json)
        return
    from models.gold_file import evaluate_file
    from models.training import serving_detector

    detector = serving_detector(db)
    measured = evaluate_file(db, detector, gold)
    if measured["n_in_training"]:
        n, there = measured["n_in_training"], measured["n"]
        click.echo(
            f"Note: {n:,} of {there:,} texts are in the training data; their figures flatter the detector.", err=True
        )
    if n := measured["n_locked"]:
        click.echo(f"Note: {n:,} texts of the locked test slice are left out; --locked measures on them.", err=True)
    shown = {"model": detector.id, "data": str(gold)} | {name: measured[name] for name in SHOWN}
    shown |= {name: measured[name] for name in ("ece", "n_left_out", "n_in_training", "n_locked", "intervals")}
    print_figures(shown, as_json)
