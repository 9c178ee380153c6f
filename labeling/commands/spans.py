"""`sitrep spans`: marked words in all documents; many spans changed at once."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click
from sqlite_utils import Database

from labeling.commands.context import open_project, print_figures
from labeling.commands.progress import progress_bar
from labeling.commands.table_file import write_table
from labeling.core.plural import n_of
from labeling.store.authors import Author, author_named
from labeling.store.span_search import FoundSpan
from labeling.workflow.span_search import Found, Wanted, find_spans

MOST = 40  # phrases that are printed


def which_spans(command: Callable) -> Callable:
    """The options that say which spans are meant."""
    for option in (
        click.option("--in-two-ways", is_flag=True, help="Only words that bear more than one label."),
        click.option("--label", default="", metavar="LABEL", help="Only spans of this label."),
        click.option("--phrase", default="", help="Spans that say just this, in any case and spacing."),
        click.option("--words", default="", help="Spans with these words, which may be unfinished, in any case."),
    ):
        command = option(command)
    return command


@click.group()
def spans() -> None:
    """Find marked words in all documents, and change spans at once."""


@spans.command()
@which_spans
@click.option("--annotator", "name", default="", metavar="NAME", help="Only this author's.  [default: everybody's]")
@click.option("--unmarked", is_flag=True, help="Where --phrase stands unmarked in what --annotator finished.")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Write every span, a row each.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def find(ctx: click.Context, name: str, unmarked: bool, table: Path | None, as_json: bool, **which: str | bool) -> None:
    """Show what was marked, by its words: how often, and with which labels.

    Words that bear two labels may be a slip, or a case that the guidelines do not settle.
    """
    from labeling.core.csv_table import csv_table

    if unmarked and not (name and which["phrase"]):
        raise click.UsageError("--unmarked needs --phrase and --annotator.")
    db = open_project(ctx)
    found = find_spans(db, None, Wanted(author=name, **which), limit=-1 if table else 0)
    places = _unmarked(db, name, found) if unmarked else found.spans
    if table:
        write_table(table, csv_table(asdict(one) | {"attributes": _shown(one.attributes)} for one in places))
    figures = {"n_spans": found.n_spans, "n_documents": found.n_documents, "n_phrases": len(found.phrases)}
    if unmarked:
        figures["n_unmarked"] = len(places)
    if as_json:
        phrases = [{"phrase": one.quote, "n": one.n_spans, "labels": dict(one.labels)} for one in found.phrases]
        print_figures(figures | {"phrases": phrases}, as_json=True)
        return
    print_figures(figures, as_json=False)
    for one in found.phrases[:MOST]:
        labels = ", ".join(f"{label} {n:,}" for label, n in one.labels.most_common())
        click.echo(f"{' '.join(one.quote.split())}  {labels}")
    for one in places if unmarked else ():
        words = " ".join(f"{one.before}[{one.quote}]{one.after}".split())
        click.echo(f"unmarked: {one.document_id} {one.start}–{one.end}  … {words} …")
    if len(found.phrases) > MOST:
        click.echo(f"… and {len(found.phrases) - MOST:,} more; --json prints all, --csv writes every span.")


@spans.command()
@which_spans
@click.option("--annotator", "name", required=True, metavar="NAME", help="Whose spans; each is changed as by them.")
@click.option("--to", "new_label", metavar="LABEL", help="The label that they get.")
@click.option("--remove", is_flag=True, help="Remove them instead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def change(
    ctx: click.Context, name: str, new_label: str | None, remove: bool, as_json: bool, **which: str | bool
) -> None:
    """Give many spans of one annotator another label, or remove them.

    Each becomes an operation in the log; `sitrep spans undo` takes all of them back. `sitrep spans find` with the same
    options shows which they are.
    """
    from labeling.workflow.change_at_once import change_spans

    if bool(new_label) == remove:
        raise click.UsageError("Give --to LABEL, or --remove.")
    if not any(which.values()):
        raise click.UsageError("Which spans? Give --words, --phrase, --label or --in-two-ways.")
    db = open_project(ctx)
    author, found = _person(db, name), find_spans(db, None, Wanted(author=name, **which))
    with progress_bar("Changing") as shown:
        changed = change_spans(db, author, found.spans, new_label, progress=shown)
    if as_json:
        print_figures(asdict(changed), as_json=True)
        return
    click.echo(changed.sentence)
    if changed.n_spans:
        click.echo(f"Take all of it back with: sitrep spans undo {changed.group} --annotator {name!r}")


@spans.command()
@click.argument("group")
@click.option("--annotator", "name", required=True, metavar="NAME", help="Who changed it.")
@click.pass_context
def undo(ctx: click.Context, group: str, name: str) -> None:
    """Take back what was changed at once under the name GROUP."""
    from labeling.workflow.change_at_once import take_back

    db = open_project(ctx)
    with progress_bar("Taking back") as shown:
        n = take_back(db, _person(db, name), group, progress=shown)
    click.echo(f"Taken back in {n_of(n, 'document')}.")


def _unmarked(db: Database, name: str, found: Found) -> list[FoundSpan]:
    from labeling.workflow.unmarked import unmarked_places

    quotes = [quote for phrase in found.phrases for quote in phrase.quotes]
    return unmarked_places(db, author_named(db, name), quotes)


def _person(db: Database, name: str) -> Author:
    from labeling.core.closest import did_you_mean
    from labeling.core.errors import UnknownPerson
    from labeling.store.authors import authors

    found = author_named(db, name)
    if found is None or found.kind == "gold":
        known = [author.name for author in authors(db) if author.kind != "gold"]
        why = "Gold is changed on the page Adjudicate." if found else f"Nobody here is called {name!r}."
        raise UnknownPerson(f"{why}{did_you_mean(name, known)} Nothing was changed.")
    return found


def _shown(attributes: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in attributes.items())
