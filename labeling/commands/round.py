"""`sitrep round`: give documents to people, see how far they are, take back, close."""

import secrets
from dataclasses import asdict
from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures
from labeling.commands.round_changes import CHANGES
from labeling.core.errors import FileRefused
from labeling.core.settling.against_gold import Score

PATH = click.Path(path_type=Path)
ORDER = click.Choice(["loaded", "queue", "random"])


@click.group()
def round() -> None:  # the command's name
    """Rounds: which documents are given to whom.

    Rounds are made here by whoever has the file; on the page Rounds by adjudicators and admins.
    """


@round.command()
@click.argument("name")
@click.option("--to", "people", multiple=True, metavar="PERSON", help="Who takes part; give it once for each person.")
@click.option("--coders", type=int, default=1, show_default=True, help="How many people read each document.")
@click.option("--share", type=float, default=0.0, metavar="S", help="This share (0 to 1) is read by more people …")
@click.option("--share-coders", type=int, default=2, show_default=True, help="… by so many.")
@click.option("--source", default="", help="Only documents of this source.")
@click.option("--search", default="", help="Only documents with these words.")
@click.option("--ids", type=PATH, help="Exactly these: ids, one a line, or the first column of a CSV file.")
@click.option("--order", type=ORDER, default="loaded", show_default=True, help="Which come first.")
@click.option("-n", "n", type=int, help="At most so many.")
@click.option("--also-read", is_flag=True, help="Also documents that somebody has begun or finished.")
@click.option("--claimed", is_flag=True, help="Whoever presses Next gets the next one: nobody has a fixed part.")
@click.option("--open", "is_open", is_flag=True, help="Not blind: suggestions learn from it while it runs.")
@click.option("--training", is_flag=True, help="Against gold: each sees how they differ from it after submitting.")
@click.option("--due", "deadline", metavar="DATE", help="Shown; it locks nothing.")
@click.option("--seed", type=int, help="What is drawn at random starts from it.  [default: another one each time]")
@click.option("--dry-run", is_flag=True, help="Say what would be given to whom; write nothing.")
@click.pass_context
def new(
    ctx: click.Context, people: tuple[str, ...], coders: int, ids: Path | None, seed: int | None, dry_run: bool, **asked
) -> None:
    """Start a round: documents that nobody has begun, or those that are chosen, for the people named with --to."""
    from labeling.workflow.rounds.round_choice import Choice, read_ids
    from labeling.workflow.rounds.round_plan import Plan, outline, preview
    from labeling.workflow.rounds.rounds import start_round

    named = read_ids(_text(ids)) if ids else ()
    if ids and not named:
        raise FileRefused(f"{ids} holds no id. Give one a line, or a CSV file with ids in its first column.")
    choice = Choice(asked["source"], asked["search"], named, asked["order"], asked["n"], asked["also_read"])
    plan = Plan(
        name=asked["name"],
        people=people,
        choice=choice,
        n_coders=coders,
        share=asked["share"],
        share_coders=asked["share_coders"],
        kind="training" if asked["training"] else "normal",
        way="claimed" if asked["claimed"] else "dealt",
        is_blind=not asked["is_open"],
        deadline=asked["deadline"],
        seed=secrets.randbelow(2**31) if seed is None else seed,
    )
    db = open_project(ctx)
    click.echo(preview(plan, outline(db, plan)))
    if not dry_run:
        start_round(db, None, plan)


@round.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def list_rounds(ctx: click.Context, as_json: bool) -> None:
    """List all rounds, newest first, with how far each is."""
    from labeling.store.rounds import rounds
    from labeling.workflow.rounds.round_standing import standing

    db = open_project(ctx)
    figures = {}
    for one in rounds(db):
        found = standing(db, one)
        figures[one.name] = {"state": one.state, "due": one.deadline or "never", "n_documents": found.n_documents}
        figures[one.name] |= {"n_done": found.n_done}
    print_figures(figures, as_json)


@round.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def show(ctx: click.Context, name: str, as_json: bool) -> None:
    """Show one round: what it was made of, and how far each person is."""
    from labeling.workflow.rounds.round_standing import standing
    from labeling.workflow.rounds.rounds import known_round
    from labeling.workflow.training import scores_by_person

    db = open_project(ctx)
    one = known_round(db, name)
    found = standing(db, one)
    figures = asdict(one) | {"n_documents": found.n_documents, "n_done": found.n_done, "n_free": found.n_free}
    figures["people"] = [asdict(person) for person in found.people]
    if one.kind == "training":
        scores = scores_by_person(db, one)
        figures["against_gold"] = [{"name": who, "n_documents": n, **_figures(score)} for who, n, score in scores]
    print_figures(figures, as_json)


@round.command()
@click.argument("allowed", type=click.Choice(["yes", "no"]))
@click.pass_context
def free(ctx: click.Context, allowed: str) -> None:
    """Say whether people read on freely when they have nothing left in rounds."""
    from labeling.workflow.rounds.rounds import allow_free_reading

    allow_free_reading(open_project(ctx), None, allowed == "yes")
    click.echo(f"Reading beyond rounds: {allowed}.")


for change in CHANGES:
    round.add_command(change)


def _figures(score: Score) -> dict:
    return {"exact_f1": score.exact_f1, "overlap_f1": score.overlap_f1} | asdict(score)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(f"{path} cannot be read: {error}. Give a text file of ids in UTF-8.") from None
