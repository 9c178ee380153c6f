"""`sitrep formats`: what is read and written, and what each format cannot hold."""

import click

from exports.formats import FORMATS


@click.command()
def formats() -> None:
    """List every format: what it carries and what it loses, reading and writing."""
    for key, one in FORMATS.items():
        works = {"read": one.read, "written": one.is_written}
        ways = " and ".join(way for way, function in works.items() if function)
        click.echo(f"{key} ({one.name}; {', '.join(one.suffixes)}; {ways})")
        click.echo(f"    carries: {one.carries}")
        not_read, _, not_written = one.loses.partition("; written: ")
        click.echo(f"    loses:   {not_read}")
        if not_written:
            click.echo(f"    and when written: {not_written}")
