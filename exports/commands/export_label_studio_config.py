"""`sitrep export label-studio-config`: what a Label Studio project needs before it shows an export."""

from pathlib import Path

import click

from exports.formats.label_studio_config import labeling_config
from exports.whole_file import write_whole
from labeling.commands.context import open_project
from labeling.store.schemes import current_scheme


@click.command("label-studio-config")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.pass_context
def export_label_studio_config(ctx: click.Context, out: Path) -> None:
    """Write the labelling configuration for a Label Studio project to the file OUT (.xml).

    It has the names that `sitrep export label-studio` writes, and the scheme's labels, attributes and questions.
    """
    write_whole(out, [labeling_config(current_scheme(open_project(ctx))).encode()])
    click.echo(f"The labelling configuration was written to {out}.")
