"""What every command needs: the project's database, and figures printed for people or machines."""

import json

import click
from sqlite_utils import Database

from labeling.store.database import open_database

NUMBERED = ("id", "seed", "version")  # numbers that are names, to be given back as they are


def open_project(ctx: click.Context, *, create: bool = False) -> Database:
    """The database named by --db, to read alone where it is read-only; `load`, `scheme`, `gazetteer` make a new one."""
    return open_database(ctx.obj, create=create, to_read=True)


def print_figures(figures: dict, as_json: bool) -> None:
    """Print figures to stdout: one JSON object, or a line each."""
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    width = max((len(name) for name in figures), default=0)
    for name, value in figures.items():
        shown = str(value) if name in NUMBERED and value is not None else _shown(value)
        click.echo(f"{name.replace('_', ' '):<{width}}  {shown}")


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(part)}" for key, part in value.items()) or "none"
    if isinstance(value, list):
        return "; ".join(_shown(part) for part in value) or "none"
    return f"{value:,}" if type(value) is int else str(value)
