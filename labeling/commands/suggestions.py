"""`sitrep suggestions`: how often suggested spans must be right to be shown."""

import click

from labeling.commands.context import open_project, print_figures


@click.command()
@click.option(
    "--right", type=float, metavar="SHARE", help="Show what is right at least this often: .5, .6, .7, .8, .9."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def suggestions(ctx: click.Context, right: float | None, as_json: bool) -> None:
    """Show, or set, how often spans of the span suggester must be right to be suggested.

    For each choice it says what would have been shown, how much of that was right, and which share of the marked spans
    that finds, on documents the model had not seen. It holds at once, without training. Dictionary and gazetteer
    suggest as before.
    """
    from labeling.store.learned.models import metrics_of
    from labeling.store.learned.readings import KIND
    from labeling.store.serving import serving
    from labeling.workflow.suggesting.precision import change_precision, choices, precision

    db = open_project(ctx)
    if right is not None:
        change_precision(db, right, None)
    chosen = serving(db, KIND)
    figures: dict = {"right_at_least": precision(db), "version": chosen.model_id if chosen else "none yet"}
    for one in choices(metrics_of(db, chosen.model_id)) if chosen else ():
        found = one.n_right / one.n_marked if one.n_marked else 0.0
        figures[f"at_{one.precision:g}"] = {"shown": one.n_shown, "right": one.n_right, "found": found}
        figures["n_marked"] = one.n_marked
    print_figures(figures, as_json)
