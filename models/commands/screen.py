"""`sitrep screen`: scores for articles that are not in the project."""

import sys
import time
from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, metavar="FILE.jsonl", type=click.Path(path_type=Path), help="Where scores go.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def screen(ctx: click.Context, paths: tuple[Path, ...], out: Path, as_json: bool) -> None:
    """Score articles in .txt and .jsonl files, or folders of them, with the newest detector.

    Each line of the output: {"id", "attack_report", "score", "model"}. The project is not changed.
    """
    from labeling.store.schemes import current_scheme
    from models.screening import screen as screen_files
    from models.training import newest_detector

    db = open_project(ctx)
    detector, begin = newest_detector(db), time.monotonic()

    def say(n: int) -> None:
        if sys.stderr.isatty():
            click.echo(
                f"\r{n:,} documents, {n / max(time.monotonic() - begin, 0.001):,.0f} a second ", nl=False, err=True
            )

    counts = screen_files(paths, out, detector, current_scheme(db), say)
    seconds = time.monotonic() - begin
    figures = counts | {"seconds": round(seconds, 3), "documents_a_second": round(counts["n"] / max(seconds, 1e-9), 1)}
    if sys.stderr.isatty():
        click.echo(err=True)
    print_figures(figures | {"out": str(out)}, as_json)
