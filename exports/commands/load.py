"""`sitrep load`: files into the database, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlite_utils import Database

from exports.commands.progress import progress_bar
from exports.foreign_labels import fit_to_scheme, read_maps
from exports.formats import FORMATS
from exports.formats.jsonl_layers import check_author
from exports.load_figures import figures, not_carried, same_text_warnings, summary
from exports.sources import read_paths
from labeling.commands.context import open_project, print_figures
from labeling.store.database import open_database
from labeling.store.schemes import add_scheme, current_scheme
from labeling.workflow.load import check_records, load_documents

READABLE = [key for key, format in FORMATS.items() if format.read]


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--annotator", metavar="NAME", help="Whose marks flat JSONL holds. Without it: an import's.")
@click.option("--format", "format_", type=click.Choice(READABLE), help="Read every file as this, whatever its suffix.")
@click.option("--map", "maps", metavar="OLD=NEW", multiple=True, help="Read label OLD as the scheme's NEW; repeatable.")
@click.option("--drop", metavar="LABEL", multiple=True, help="Leave out spans of this label; repeatable.")
@click.option("--add-labels", is_flag=True, help="Take unknown labels into a new version of the scheme.")
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be loaded; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def load(ctx: click.Context, paths, annotator, format_, maps, drop, add_labels, dry_run, as_json) -> None:
    """Load documents, and the marks on them, from files, folders, .zip and .gz; `sitrep formats` lists what is read.

    Everything is checked first; one fault anywhere and nothing is loaded. Loading the same again changes nothing.
    What a file holds and Sitrep cannot carry is counted.
    """
    if annotator is not None:
        check_author(annotator, where="--annotator")
    with project_to_check(ctx) as db:
        scheme = current_scheme(db)
        with progress_bar("Reading files") as shown:
            reading = read_paths(paths, scheme=scheme, annotator=annotator, format=format_, progress=shown)
        grown = fit_to_scheme(reading, scheme, mapping=read_maps(maps), drop=drop, add_labels=add_labels)
        reading.check()
        report = check_records(db, reading.documents, proposals=reading.proposals) if dry_run else None
    if not dry_run:
        project = open_project(ctx, create=True)
        if grown is not scheme:
            add_scheme(project, grown)
        with progress_bar("Writing layers") as shown:
            report = load_documents(project, reading.documents, proposals=reading.proposals, progress=shown)
    for warning in reading.warnings + same_text_warnings(report) + not_carried(reading):
        click.echo(f"Note: {warning}", err=True)
    if as_json:
        print_figures(figures(report, reading) | {"dry_run": dry_run}, as_json=True)
    else:
        click.echo(summary(report, dry_run=dry_run))


@contextmanager
def project_to_check(ctx: click.Context) -> Iterator[Database]:
    """The project's database, or an empty one for the moment: a load that is refused leaves no file behind."""
    if ctx.obj.exists():
        yield open_project(ctx)
        return
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "empty.db")
        yield db
        db.close()
