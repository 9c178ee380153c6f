"""`sitrep screen`: scores for articles that are not in the project."""

import os
import sys
import time
from pathlib import Path

import click

from labeling.commands.context import open_project, print_figures
from labeling.commands.exit_codes import STOPPED
from labeling.commands.named_path import NamedPath


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=NamedPath())
@click.option("--out", required=True, metavar="FILE.jsonl", type=click.Path(path_type=Path), help="Where scores go.")
@click.option("--workers", type=click.IntRange(1), help="Processes that score.  [default: one a core]")
@click.option("--scheduler", metavar="tcp://…", help="Score on the Dask cluster of this scheduler.")
@click.option("--partial", is_flag=True, help="Leave out articles that cannot be read, and list them beside FILE.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def screen(ctx: click.Context, paths, out, workers, scheduler, partial, as_json) -> None:
    """Score articles in files, or folders of them, with the detector that serves.

    JSONL (.gz too), CSV, TSV and Parquet of any size are read piece by piece; text files and what other tools write,
    whole. Each line of the output: {"id", "attack_report", "score", "model"}. The score is the probability of the
    positive answer. The project is not changed.

    A fault in any file is named, and then FILE is not written. What was finished before a fault, Ctrl+C or a crash is
    kept in FILE.parts: the same command goes on from there.
    """
    from labeling.core.plural import n_of
    from labeling.store.schemes import current_scheme
    from models.scale.screening import faults_of
    from models.scale.screening import screen as screen_files
    from models.training import serving_detector

    db = open_project(ctx)
    detector, scheme, begin = serving_detector(db), current_scheme(db), time.monotonic()
    options = {"n_workers": workers or _n_cores(), "scheduler": scheduler, "partial": partial, "notice": _tell}
    try:
        counts = screen_files(paths, out, detector, scheme, _Shown(begin), **options)
    except KeyboardInterrupt:
        click.echo(f"\nStopped. {out} was not written; the same command goes on with what is finished.", err=True)
        ctx.exit(STOPPED)
    seconds = time.monotonic() - begin
    if sys.stderr.isatty():
        click.echo(err=True)
    if counts["n_left_out"]:
        left_out = n_of(counts["n_left_out"], "fault")
        click.echo(f"{left_out}: what could not be read is left out and listed in {faults_of(out)}", err=True)
    rate = (counts["n"] - counts["n_before"]) / max(seconds, 1e-9)
    figures = counts | {"seconds": round(seconds, 3), "documents_a_second": round(rate, 1), "out": str(out)}
    print_figures(figures, as_json)


def _tell(sentence: str) -> None:
    click.echo(sentence, err=True)


class _Shown:
    """Progress in one line of the terminal: articles, rate, time left; an earlier run is no part of the rate."""

    def __init__(self, begin: float) -> None:
        self.begin = begin

    def __call__(self, done) -> None:
        if sys.stderr.isatty():
            seconds = max(time.monotonic() - self.begin, 0.001)
            left = seconds * (1 - done.share) / max(done.share - done.share_before, 1e-9)
            rate = (done.n - done.n_before) / seconds
            shown = f"{done.n:,} articles, {done.share:.0%}, {rate:,.0f} a second, {_duration(left)} left "
            click.echo(f"\r{shown}\x1b[K", nl=False, err=True)


def _n_cores() -> int:
    """Those this process may use: fewer than the machine has, in a container."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _duration(seconds: float) -> str:
    """How people say it.

    >>> _duration(42), _duration(5400)
    ('42 s', '1:30 h')
    """
    minutes = round(seconds / 60)
    return f"{seconds:,.0f} s" if seconds < 100 else f"{minutes // 60}:{minutes % 60:02} h"
