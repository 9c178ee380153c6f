"""`sitrep export FORMAT OUT`: a command for each format that is written, made from the table of formats."""

from collections.abc import Iterator
from pathlib import Path

import click

from exports.format_file import Choice, write_format
from exports.formats import FORMATS, Format
from exports.tools import KEY_BY_NAME
from labeling.commands.context import open_project, print_figures
from labeling.commands.progress import progress_bar


def format_commands() -> Iterator[click.Command]:
    """A command for each row with a writer; a new format's appears by itself."""
    for name, key in KEY_BY_NAME.items():
        yield _command(name, key, FORMATS[key])


def _command(name: str, key: str, format: Format) -> click.Command:
    @click.pass_context
    def run(ctx: click.Context, out: Path, annotator, gold, all_, unfinished, as_json, force=False) -> None:
        names = annotator if isinstance(annotator, tuple) else (annotator,) if annotator else ()
        with progress_bar("Writing documents") as shown:
            written = write_format(
                open_project(ctx), key, out, Choice(names, gold, unfinished, all_), force=force, progress=shown
            )
        if as_json:
            print_figures(written.figures() | {"file": str(out)}, as_json=True)
            return
        click.echo(f"{written.summary()} written to {out}.")
        for sentence in (written.losses(), written.behind(all_documents=all_)):
            if sentence:
                click.echo(f"Note: {sentence}", err=True)

    return click.Command(name, callback=run, params=_params(format), help=_help(format))


def _help(format: Format) -> str:
    where = f"the file OUT ({format.suffixes[0]})" if format.write else "the folder OUT, or the file OUT.zip"
    return (
        f"Write {format.name} to {where}.\n\nCarries: {format.carries}.\n\nLoses: {format.loses_written}. "
        "What was lost is counted."
    )


def _params(format: Format) -> list[click.Parameter]:
    whose = (
        click.Option(["--annotator"], metavar="NAME", help="Whose layers, where documents have several.")
        if format.one_layer
        else click.Option(["--annotator"], metavar="NAME", multiple=True, help="Only this annotator's; repeatable.")
    )
    force = click.Option(["--force"], is_flag=True, help="Write into a folder that holds other files.")
    return [
        click.Argument(["out"], metavar="OUT", type=click.Path(path_type=Path)),
        whose,
        click.Option(["--gold"], is_flag=True, help="The layers that are gold."),
        click.Option(
            ["all_", "--all/--annotated-only"],
            default=False,
            help="Also documents that have no such layer (default: annotated only).",
        ),
        click.Option(["--unfinished"], is_flag=True, help="Also layers that are open."),
        *([] if format.write else [force]),
        click.Option(["as_json", "--json"], is_flag=True, help="Print the figures as JSON."),
    ]
