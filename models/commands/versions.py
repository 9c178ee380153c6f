"""`sitrep versions`: all versions of the detector, or of the span suggester, and the way back to one of them."""

import click

from labeling.commands.context import open_project, print_figures

FIGURES = {
    "detector": ("n", "average_precision", "f1", "macro_f1", "brier"),
    "spans": ("n", "n_spans", "f1", "f1_low", "f1_high", "known_f1"),
}


@click.command()
@click.option(
    "--kind", type=click.Choice([*FIGURES]), default="detector", show_default=True, help="The versions of which model."
)
@click.option("--use", "number", type=int, metavar="NUMBER", help="Let this version serve from now on.")
@click.option("--find", "recall", type=float, metavar="SHARE", help="Set the threshold to find this share of reports.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a version.")
@click.pass_context
def versions(ctx: click.Context, kind: str, number: int | None, recall: float | None, as_json: bool) -> None:
    """List the versions of the detector, or of the span suggester, newest first, or let another one serve.

    A new version serves by itself unless it is worse on the same documents. With --find .95 a version of the detector
    says yes from the score on that finds 95 % of the reports; with --use alone, from the one with the best F1. Scores
    and suggestions follow while a worker is at work.
    """
    from labeling.store.learned.models import model_versions
    from labeling.store.serving import serving
    from models.succession import let_serve

    db = open_project(ctx)
    if number is not None or recall is not None:
        let_serve(db, number, recall=recall, kind=kind)
    chosen = serving(db, kind)
    for version in model_versions(db, kind):
        serves = chosen is not None and chosen.model_id == version.id
        figures = {name: version.metrics[name] for name in FIGURES[kind] if name in version.metrics}
        if kind == "detector":
            figures |= _threshold(version.metrics, chosen.recall if serves else None)
        why = chosen.why if serves else version.metrics.get("why", "")
        head = {"version": version.id, "serves": serves, "trained_at": version.trained_at}
        print_figures(head | figures | {"why": why}, as_json)
        if not as_json:
            click.echo()


def _threshold(metrics: dict, recall: float | None) -> dict:
    """From which score on it says yes, and what that promises where a share of reports to find was chosen."""
    from labeling.store.learned.models import threshold_for

    told = {"threshold": threshold_for(metrics, recall)}
    if recall is not None:
        offer = next(one for one in metrics["offers"] if one["recall"] == recall)
        told |= {"find": recall, "promised": offer["promised"], "read": offer["read"]}
    return told
