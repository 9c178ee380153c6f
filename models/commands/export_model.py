"""`sitrep export model`: the detector with its card, for use outside the project."""

from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures


@click.command("model")
@click.argument("out", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--version", "number", type=int, metavar="NUMBER", help="This version; default: the one that serves.")
@click.option(
    "--spacy", "pipeline", metavar="PATH", type=click.Path(path_type=Path),
    help="A pipeline that `spacy train` wrote, to go with it (DIR/spacy).",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
@click.option("--json", "as_json", is_flag=True, help="Print the card as JSON.")
@click.pass_context
def export_model(ctx: click.Context, out: Path, number, pipeline, force, as_json) -> None:
    """Write the detector and its card to the folder DIR, or to the file DIR.zip.

    detector.skops scores texts without the project; card.md and card.json say what it learned from, how good it is and
    what it must not be used for.
    """
    from models.card.card_files import write_model

    card = write_model(open_project(ctx), out, number=number, pipeline=pipeline, force=force)
    if as_json:
        print_figures(card | {"folder": str(out)}, as_json=True)
        return
    version, n, spacy = card["version"], card["data"]["n"], " and a spaCy pipeline" if card["spacy"] else ""
    click.echo(f"Version {version}, learned from {n:,} documents, with its card{spacy} written to {out}.")
    click.echo(f'Use: from models.detecting.loaded import load_detector; load_detector("{out}").score(["…"])')
