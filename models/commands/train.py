"""`sitrep train`: what the button on the Detector page does."""

import click

from labeling.commands.context import open_project, print_figures
from labeling.commands.progress import progress_bar

SHOWN = (
    "n",
    "n_positive",
    "n_negative",
    "average_precision",
    "f1",
    "macro_f1",
    "brier",
    "threshold",
    "all_yes_f1",
    "method",
    "n_folds",
    "n_undecided",
    "n_tied",
    "n_locked",
)


@click.group()
def train() -> None:
    """Train a model from the answers in the project."""


@train.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def detector(ctx: click.Context, as_json: bool) -> None:
    """Train the attack-report detector and score all documents with it.

    Every figure is out of fold: each document is judged by a model that did not see it.
    """
    from models.training import score_documents, serving_detector, train_detector

    db = open_project(ctx)
    with progress_bar("Training") as shown:
        version = train_detector(db, lambda share, what: shown(int(100 * share), 100))
    with progress_bar("Scoring") as shown:
        n_scored = score_documents(db, serving_detector(db), lambda share, what: shown(int(100 * share), 100))
    figures = {"model": version.id} | {name: version.metrics[name] for name in SHOWN} | {"n_scored": n_scored}
    if as_json:
        figures |= {"trained_on": version.trained_on, "metrics": dict(version.metrics)}
    print_figures(figures, as_json)


@train.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def spans(ctx: click.Context, as_json: bool) -> None:
    """Train the span suggester from finished documents.

    Every figure is out of fold. Of each label the better one suggests: what was learned, or dictionary and gazetteer.
    """
    from models.spans.serving import train_spans

    db = open_project(ctx)
    with progress_bar("Training") as shown:
        version = train_spans(db, lambda share, what: shown(int(100 * share), 100))
    metrics = version.metrics
    if as_json:
        print_figures({"model": version.id, "trained_on": version.trained_on} | dict(metrics), as_json=True)
        return
    figures = {"model": version.id, "n": metrics["n"], "n_spans": metrics["n_spans"], "f1": metrics["f1"]}
    figures |= {"f1_of_dictionary_and_gazetteer": metrics["known_f1"]}
    print_figures(figures | {f"f1_{name}": row["f1"] for name, row in metrics["labels"].items()}, as_json=False)
    for name, row in metrics["labels"].items():
        if name not in metrics["model_labels"]:
            click.echo(f"Note: {name}: dictionary and gazetteer suggest (F1 {row['known_f1']:.2f}).", err=True)
