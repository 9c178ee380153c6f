"""`sitrep history`: who did what and when, as JSON lines."""

import json
from pathlib import Path

import click

from exports.whole_file import whole_file
from labeling.commands.context import open_project
from labeling.core.plural import n_of
from labeling.workflow.accounts.account_events import all_account_events
from labeling.workflow.history import all_events, moment_of


@click.command()
@click.option("--document", "document_id", metavar="ID", help="Of this document only.  [default: of all]")
@click.option("--since", metavar="TIME", help="From this date or time (UTC) on, say 2026-03-01.")
@click.option("--accounts", is_flag=True, help="What happened to accounts instead: sign-ins, roles, links, tokens.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE.  [default: stdout]")
@click.pass_context
def history(ctx: click.Context, document_id: str | None, since: str | None, accounts: bool, out: Path | None) -> None:
    """Write everything that was done, in the order of time, one JSON object a line.

    Every operation with its author, its scheme and its guideline version; comments, questions and rulings; changes of
    the guidelines and the scheme. With --accounts: who came in, was invited, changed or shut out, by whom.
    """
    if accounts and document_id is not None:
        raise click.UsageError("--accounts is about people, --document about one document. Give one of them.")
    db = open_project(ctx)
    begin = moment_of(since) if since else ""
    found = all_account_events(db, since=begin) if accounts else all_events(db, document_id=document_id, since=begin)
    lines = (json.dumps(event, ensure_ascii=False) for event in found)
    if out is None:
        for line in lines:
            click.echo(line)
        return
    n = 0
    with whole_file(out) as file:
        for line in lines:
            file.write(line.encode() + b"\n")
            n += 1
    click.echo(f"{out}: {n_of(n, 'event')}.")
