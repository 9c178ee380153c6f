"""`sitrep queue`: how the next documents are chosen, and how to change that."""

import click

from labeling.commands.context import open_project, print_figures


@click.command()
@click.option("--unsure", type=int, metavar="N", help="Share of those the detector is unsure of.")
@click.option("--keywords", type=int, metavar="N", help="Share of those that speak most of attacks.")
@click.option("--random", type=int, metavar="N", help="Share of those drawn at random.")
@click.option("--gold", type=int, metavar="N", help="Mix settled documents in unseen, one in N (0: none).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def queue(ctx: click.Context, as_json: bool, gold: int | None, **changed: int | None) -> None:
    """Show how documents are dealt to annotators, or change the shares.

    Until 25 answers they come by keywords; then in turn, as the shares say. Those drawn at random, and they alone,
    tell how many of all documents are reports.
    """
    from labeling.store.gold_items import gold_rate
    from labeling.store.schemes import current_scheme
    from labeling.workflow.reading.gold_items import change_gold_rate
    from labeling.workflow.reading.prevalence import prevalence
    from labeling.workflow.reading.queue import KEYWORDS_UNTIL, change_shares, shares

    db = open_project(ctx)
    wanted = {name: share for name, share in changed.items() if share is not None}
    dealt = change_shares(db, wanted) if wanted else shares(db)
    if gold is not None:
        change_gold_rate(db, None, gold)
    question = current_scheme(db).detector_question
    found = prevalence(db, question) if question else None
    told = {"share": found.share, "low": found.low, "high": found.high, "n": found.n} if found else {}
    dealing = {"keywords_until": KEYWORDS_UNTIL, "shares": dealt, "gold_one_in": gold_rate(db)}
    print_figures(dealing | {"prevalence": told}, as_json)
