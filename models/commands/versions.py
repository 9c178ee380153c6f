"""`sitrep versions`: all versions of the detector, and the way back to one of them."""

import click

from labeling.commands.context import open_project, print_figures

FIGURES = ("n", "average_precision", "f1", "macro_f1", "brier")


@click.command()
@click.option("--use", "number", type=int, metavar="NUMBER", help="Let this version serve from now on.")
@click.option("--find", "recall", type=float, metavar="SHARE", help="Set the threshold to find this share of reports.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a version.")
@click.pass_context
def versions(ctx: click.Context, number: int | None, recall: float | None, as_json: bool) -> None:
    """List the versions of the detector, newest first, or let another one serve.

    A new version serves by itself unless it is worse on the same documents. With --find .95 the version says yes from
    the score on that finds 95 % of the reports; with --use alone, from the one with the best F1. Scores follow while
    a worker is at work.
    """
    from labeling.store.models import model_versions, threshold_for
    from labeling.store.serving import serving
    from models.chores import KIND
    from models.succession import let_serve

    db = open_project(ctx)
    if number is not None or recall is not None:
        let_serve(db, number, recall=recall)
    chosen = serving(db, KIND)
    for version in model_versions(db, KIND):
        serves = chosen is not None and chosen.model_id == version.id
        figures = {name: version.metrics[name] for name in FIGURES if name in version.metrics}
        figures["threshold"] = threshold_for(version.metrics, chosen.recall if serves else None)
        if serves and chosen.recall is not None:
            offer = next(one for one in version.metrics["offers"] if one["recall"] == chosen.recall)
            figures |= {"find": chosen.recall, "promised": offer["promised"], "read": offer["read"]}
        why = chosen.why if serves else version.metrics.get("why", "")
        head = {"version": version.id, "serves": serves, "trained_at": version.trained_at}
        print_figures(head | figures | {"why": why}, as_json)
        if not as_json:
            click.echo()
