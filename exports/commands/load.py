"""`sitrep load`: files into the database, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from sqlite_utils import Database

from exports.file_search import find_files
from exports.foreign_labels import read_maps
from exports.formats import FORMATS
from exports.formats.jsonl_layers import check_author
from exports.formats.reading import Reading
from exports.load_figures import changes_nothing, figures, not_carried, same_text_warnings, summary
from exports.loading import whole
from exports.loading.fault_file import check_fault_file, write_faults
from exports.loading.inputs import is_large
from exports.loading.large import Large, Stopped, check_large, load_large
from exports.loading.options import Options
from exports.loading.side_project import clear_up
from exports.loading.whole import Checked
from exports.sources import read_files
from labeling.commands.context import open_project, print_figures
from labeling.commands.exit_codes import STOPPED
from labeling.commands.named_path import NamedPath
from labeling.commands.progress import progress_bar
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme

READABLE = [key for key, format in FORMATS.items() if format.read]
ALL_THERE = "All of this is already there: nothing was changed."


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=NamedPath())
@click.option("--annotator", metavar="NAME", help="Whose marks flat JSONL holds. Without it: an import's.")
@click.option("--format", "format_", type=click.Choice(READABLE), help="Read every file as this, whatever its suffix.")
@click.option("--map", "maps", metavar="OLD=NEW", multiple=True, help="Read label OLD as the scheme's NEW; repeatable.")
@click.option("--drop", metavar="LABEL", multiple=True, help="Leave out spans of this label; repeatable.")
@click.option("--add-labels", is_flag=True, help="Take unknown labels into a new version of the scheme.")
@click.option("--partial", is_flag=True, help="Load the good records; list the bad ones, and leave them out.")
@click.option(
    "--faults", "fault_file", metavar="FILE", type=click.Path(path_type=Path), help="Write every fault to this file."
)
@click.option("--dry-run", is_flag=True, help="Check everything and say what would be loaded; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def load(
    ctx: click.Context, paths, annotator, format_, maps, drop, add_labels, partial, fault_file, dry_run, as_json
) -> None:
    """Load documents, and the marks on them, from files, folders, .zip and .gz; `sitrep formats` lists what is read.

    Everything is checked first; one fault anywhere and nothing is loaded, unless --partial. Loading the same again
    changes nothing. What a file holds and Sitrep cannot carry is counted.
    """
    if annotator is not None:
        check_author(annotator, where="--annotator")
    options = Options(annotator, format_, read_maps(maps), drop, add_labels, partial)
    files, found = find_files(paths, format_)
    if fault_file:
        check_fault_file(fault_file, files)
    with project_to_check(ctx) as db:
        if is_large(files):
            checked = _load_large(ctx, db, Large(ctx.obj, files, found, options, fault_file), dry_run)
        else:
            checked = _load_whole(ctx, db, files, found, options, fault_file, dry_run)
    _say(checked, options, dry_run, as_json)


def _load_whole(
    ctx: click.Context, db: Database, files: list[Path], found: Reading, options: Options, fault_file, dry_run: bool
) -> Checked:
    with progress_bar("Reading files") as shown:
        reading = read_files(
            files, found, scheme=current_scheme(db), annotator=options.annotator, format=options.format, progress=shown
        )
    checked = whole.check(db, reading, options)
    if fault_file:
        write_faults(fault_file, checked.reading.faults)
    if checked.report is None:
        checked.reading.check()
    if not dry_run:
        for sentence in clear_up(ctx.obj, files, None):
            _note(sentence)
        with progress_bar("Writing layers") as shown:
            checked.report = whole.load(open_project(ctx, create=True), checked, progress=shown)
    return checked


def _load_large(ctx: click.Context, db: Database, load: Large, dry_run: bool) -> Checked:
    try:
        checked = (
            check_large(db, load, progress_bar)
            if dry_run
            else load_large(db, load, progress_bar, target=lambda: open_project(ctx, create=True), say=_note)
        )
    except Stopped as stopped:
        click.echo(str(stopped), err=True)
        ctx.exit(STOPPED)
    if checked.report is None:
        checked.reading.check()
    return checked


def _note(sentence: str) -> None:
    click.echo(f"Note: {sentence}", err=True)


def _say(checked: Checked, options: Options, dry_run: bool, as_json: bool) -> None:
    reading, report = checked.reading, checked.report
    for fault in reading.first_faults():
        click.echo(f"Left out: {fault}", err=True)
    slips = checked.labels.unused(options.mapping, options.drop)
    for warning in reading.warnings + slips + same_text_warnings(report) + not_carried(reading):
        _note(warning)
    if as_json:
        print_figures(figures(report, reading, checked.left_out) | {"dry_run": dry_run}, as_json=True)
        return
    click.echo(summary(report, checked.left_out, dry_run=dry_run))
    if changes_nothing(report):
        click.echo(ALL_THERE, err=True)


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
