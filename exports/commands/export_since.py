"""`sitrep export jsonl --since`: the command's half of a delta."""

from dataclasses import asdict
from pathlib import Path

import click
from sqlite_utils import Database

from exports.delta import write_delta
from labeling.commands.context import print_figures
from labeling.core.plural import n_of


def export_since(db: Database, out: Path, since: str, as_json: bool) -> None:
    """Write the delta and say what is in it, and how to ask for the next."""
    delta = write_delta(db, out, since)
    if as_json:
        print_figures(asdict(delta) | {"file": str(out)}, as_json=True)
        return
    deleted = f", {delta.n_deleted:,} deleted" if delta.n_deleted else ""
    click.echo(f"{n_of(delta.n_changed, 'document')} changed{deleted} of {delta.n_documents:,}, written to {out}.")
    click.echo(f"Next time: --since {delta.cursor}")
