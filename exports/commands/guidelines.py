"""`sitrep guidelines`: what is marked and how, shown, replaced, and its versions listed."""

import json
from pathlib import Path

import click

from exports.commands.load import project_to_check
from exports.commands.replaced import FILE
from exports.toml_file import toml_of
from labeling.commands.context import open_project
from labeling.core.clock import minute
from labeling.core.errors import GuidelineError
from labeling.core.guidance.guideline import GuidelineVersion, Topic
from labeling.store.authors import author_named
from labeling.store.guidelines import guideline_numbered, guideline_versions, read_only_guideline
from labeling.workflow.guidance.guidelines import change_guideline, check_guideline, named_topics


@click.group()
def guidelines() -> None:
    """Show the guidelines, replace them, or list their versions."""


@guidelines.command()
@click.option("--version", "number", type=int, metavar="N", help="An earlier version.  [default: the newest]")
@click.pass_context
def show(ctx: click.Context, number: int | None) -> None:
    """Print the guidelines as Markdown: write them to a file, change it, and give it to `replace`."""
    with project_to_check(ctx) as db:
        found = read_only_guideline(db) if number is None else guideline_numbered(db, number)
        if found is None:
            raise GuidelineError(f"There is no version {number}. `sitrep guidelines list` shows those there are.")
        click.echo(found.text, nl=False)


@guidelines.command()
@click.argument("file", type=FILE)
@click.option("--note", required=True, help="What changed and why, in a few words; everybody sees it.")
@click.option(
    "--touches",
    multiple=True,
    metavar="NAME",
    help="A label or question whose marks are to be looked at again; may be given several times."
    "  [default: those whose part changed]",
)
@click.option("--touches-nothing", is_flag=True, help="Nothing has to be looked at again: a typo was mended.")
@click.option("--by", metavar="NAME", help="Who changed them.")
@click.option("--dry-run", is_flag=True, help="Check FILE and say what would change; write nothing.")
@click.pass_context
def replace(
    ctx: click.Context, file: Path, note: str, touches: tuple[str, ...], touches_nothing: bool, by: str, dry_run: bool
) -> None:
    """Make FILE, in Markdown, the newest version of the guidelines.

    `# Label NAME` and `# Question NAME` begin the part about one of them; what stands above is about everything.
    `- Good: …` and `- Bad: …` are examples, with marks written as [words|LABEL]; `Why: …` may stand below, indented.
    A file with a fault is refused whole. Documents with marks that the change touches are offered to those who made
    them.
    """
    text, where = toml_of(file)
    if dry_run:
        with project_to_check(ctx) as db:
            wanted = () if touches_nothing else named_topics(db, touches) if touches else None
            found = check_guideline(db, text, touched=wanted, where=where)
        click.echo(f"{where}: " + (_same() if found is None else f"would be the newest version; {_touches(found)}."))
        return
    db = open_project(ctx, create=True)
    author = author_named(db, by) if by else None
    if by and author is None:
        raise GuidelineError(f"Nobody here is called {by!r}. Nothing was changed.")
    wanted = () if touches_nothing else named_topics(db, touches) if touches else None
    made = change_guideline(db, author, text, note=note, touched=wanted, where=where)
    click.echo(f"{where}: " + (f"{made.name} of the guidelines now; {_touches(made.touched)}." if made else _same()))


@guidelines.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_context
def list_versions(ctx: click.Context, as_json: bool) -> None:
    """List the versions of the guidelines, newest first: when, by whom, what changed."""
    with project_to_check(ctx) as db:
        for version in guideline_versions(db) or [read_only_guideline(db)]:
            click.echo(_as_json(version) if as_json else _line(version))


def _line(version: GuidelineVersion) -> str:
    by = f", {version.author}" if version.author else ""
    touches = f" ({_touches(version.touched)})" if version.touched else ""
    return f"{version.name}  {minute(version.at)}{by}: {version.note}{touches}"


def _as_json(version: GuidelineVersion) -> str:
    row = {name: getattr(version, name) for name in ("number", "id", "at", "author", "note", "touched")}
    return json.dumps(row, ensure_ascii=False)


def _touches(touched: tuple[Topic, ...]) -> str:
    return f"touches {', '.join(name for _, name in touched)}" if touched else "nothing has to be looked at again"


def _same() -> str:
    return "the project has these guidelines already"
