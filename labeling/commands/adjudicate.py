"""`sitrep adjudicate`: what is next to settle; what all coders agree on, accepted at once."""

from dataclasses import asdict, replace

import click
from sqlite_utils import Database

from labeling.commands.context import open_project, print_figures
from labeling.commands.progress import progress_bar
from labeling.core.closest import did_you_mean
from labeling.core.errors import AdjudicationRefused
from labeling.core.plural import n_of
from labeling.core.roles import ADMIN
from labeling.store.authors import Author, add_author, author_named, authors
from labeling.store.database import write

MOST = 20
COMMAND_LINE = "command line"  # who accepted it, where nobody is named: whoever has the file may do all with it


@click.command()
@click.option("--agreed", is_flag=True, help="Take into gold what all coders of a document agree on.")
@click.option("--submit", is_flag=True, help="With --agreed: documents without any difference are gold at once.")
@click.option("--undo", metavar="BATCH", help="Take back what was accepted under this name.")
@click.option("--as", "name", metavar="NAME", help="Who accepts it, or takes it back; kept with it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def adjudicate(
    ctx: click.Context, agreed: bool, submit: bool, undo: str | None, name: str | None, as_json: bool
) -> None:
    """Show what is next to settle, or accept at once what all coders agree on.

    Documents come up where two people or more finished them. Differences are settled on the page Adjudicate.
    """
    from labeling.store.adjudications import batches
    from labeling.workflow.settling.accept_agreed import accept_agreed, undo_batch
    from labeling.workflow.settling.next_to_settle import next_to_settle, progress

    if (agreed and undo) or (submit and not agreed):
        raise click.UsageError("--undo stands alone, and --submit goes with --agreed.")
    db = open_project(ctx)
    author = _adjudicator(db, name, is_writing=bool(agreed or undo))
    if agreed:
        with progress_bar("Accepting") as shown:
            accepted = accept_agreed(db, author, submit=submit, progress=shown)
        _say(
            asdict(accepted),
            f"{accepted.sentence}\nTake all of it back with: sitrep adjudicate --undo {accepted.batch}",
            as_json,
        )
        return
    if undo:
        with progress_bar("Taking back") as shown:
            n = undo_batch(db, author, undo, progress=shown)
        _say({"n_documents": n}, f"Taken back in {n_of(n, 'document')}.", as_json)
        return
    told, waiting = progress(db, author), next_to_settle(db, author, n=MOST)
    figures = {"n_documents": told.n_documents, "n_settled": told.n_done, "n_settled_today": told.n_done_today}
    if as_json:
        rows = [{"id": one.id, "coders": [*one.coders], "n_differences": one.n_differences} for one in waiting]
        print_figures(figures | {"next": rows, "batches": [one.id for one in batches(db, limit=MOST)]}, as_json=True)
        return
    print_figures(figures, as_json=False)
    for one in waiting:
        click.echo(f"{one.id}  {one.why_now}  {', '.join(one.coders)}")
    for batch in batches(db, limit=MOST):
        click.echo(f"accepted at once: {batch.id}  {n_of(batch.n_documents, 'document')}, by {batch.by}")


def _adjudicator(db: Database, name: str | None, *, is_writing: bool) -> Author:
    if name is None and not is_writing:
        return Author(0, COMMAND_LINE, "import", ADMIN)
    if name is None:
        with write(db):
            return replace(add_author(db, COMMAND_LINE, "import"), role=ADMIN)
    found = author_named(db, name)
    if found is None or found.kind != "person":
        people = [author.name for author in authors(db) if author.kind == "person"]
        raise AdjudicationRefused(f"--as: nobody here is called {name!r}.{did_you_mean(name, people)}")
    return found


def _say(figures: dict, words: str, as_json: bool) -> None:
    if as_json:
        print_figures(figures, as_json=True)
    else:
        click.echo(words)
