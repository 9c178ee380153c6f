"""Progress of a command, on stderr, and only where somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Gives `progress(n_done, n_all)`; shows nothing where stderr is not a terminal."""
    bar = click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())

    def progress(n_done: int, n_all: int) -> None:
        bar.length = max(n_all, 1)
        bar.update(n_done - bar.pos)

    with bar:
        yield progress
