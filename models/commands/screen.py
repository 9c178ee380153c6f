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

    Each line of the output: {"id", "attack_report", "score", "model"}. The score is the probability of the positive
    answer. The project is not changed. A fault in any file is named, and then nothing is written.
    """
    from labeling.store.schemes import current_scheme
    from models.screening import screen as screen_files
    from models.training import serving_detector

    db = open_project(ctx)
    detector, begin = serving_detector(db), time.monotonic()
    counts = screen_files(paths, out, detector, current_scheme(db), _Shown(begin))
    seconds = time.monotonic() - begin
    if sys.stderr.isatty():
        click.echo(err=True)
    figures = counts | {"seconds": round(seconds, 3), "documents_a_second": round(counts["n"] / max(seconds, 1e-9), 1)}
    print_figures(figures | {"out": str(out)}, as_json)


class _Shown:
    """Progress in one line of the terminal: articles, rate, time left."""

    def __init__(self, begin: float) -> None:
        self.begin = begin

    def __call__(self, n: int, share: float) -> None:
        if sys.stderr.isatty():
            seconds = max(time.monotonic() - self.begin, 0.001)
            left = seconds / max(share, 1e-9) - seconds
            click.echo(f"\r{n:,} articles, {n / seconds:,.0f} a second, {left:,.0f} s left ", nl=False, err=True)
