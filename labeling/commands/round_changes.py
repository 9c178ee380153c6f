"""What `sitrep round` does to a running round: take back, add and remove people, pause, resume, close."""

import click

from labeling.commands.context import open_project


@click.command()
@click.argument("name")
@click.option("--from", "person", metavar="PERSON", help="Whose unfinished documents are taken back.")
@click.option("--document", "document_id", metavar="ID", help="Which document is taken back.")
@click.option("--to", metavar="PERSON", help="Who gets them.  [default: whoever of the round has nothing left]")
@click.pass_context
def release(ctx: click.Context, name: str, person: str | None, document_id: str | None, to: str | None) -> None:
    """Take back what somebody has not finished; what they marked so far stays as their layer."""
    from labeling.workflow.rounds.rounds import release as take_back

    n = take_back(open_project(ctx), None, name, person=person, document_id=document_id, to=to)
    click.echo(f"{n:,} taken back{f', given to {to}' if to else ''}.")


@click.command()
@click.argument("name")
@click.argument("person")
@click.option("--dry-run", is_flag=True, help="Say what would be dealt to whom; change nothing.")
@click.pass_context
def add(ctx: click.Context, name: str, person: str, dry_run: bool) -> None:
    """Let PERSON take part: what nobody has begun is dealt anew among all."""
    from labeling.workflow.rounds.round_people import add_person
    from labeling.workflow.rounds.round_people_preview import adding

    db = open_project(ctx)
    click.echo(adding(db, name, person))
    if not dry_run:
        add_person(db, None, name, person)
        click.echo(f"{person} takes part in “{name}”.")


@click.command()
@click.argument("name")
@click.argument("person")
@click.option("--dry-run", is_flag=True, help="Say what would go back and to whom; change nothing.")
@click.pass_context
def remove(ctx: click.Context, name: str, person: str, dry_run: bool) -> None:
    """Let PERSON take part no more: what they have not submitted goes to the others, what they have stays."""
    from labeling.workflow.rounds.round_people import remove_person
    from labeling.workflow.rounds.round_people_preview import removing

    db = open_project(ctx)
    click.echo(removing(db, name, person))
    if not dry_run:
        remove_person(db, None, name, person)
        click.echo(f"{person} takes part in “{name}” no more.")


@click.command()
@click.argument("name")
@click.pass_context
def pause(ctx: click.Context, name: str) -> None:
    """Give out nothing of a round until it is resumed; what is begun can be finished, and it stays blind."""
    from labeling.workflow.rounds.rounds import pause_round

    pause_round(open_project(ctx), None, name)
    click.echo(f"“{name}” is paused.")


@click.command()
@click.argument("name")
@click.pass_context
def resume(ctx: click.Context, name: str) -> None:
    """Give out a paused round again."""
    from labeling.workflow.rounds.rounds import resume_round

    resume_round(open_project(ctx), None, name)
    click.echo(f"“{name}” is running.")


@click.command()
@click.argument("name")
@click.pass_context
def close(ctx: click.Context, name: str) -> None:
    """End a round for good: what was blind can be seen, what is not done is free for others."""
    from labeling.workflow.rounds.rounds import close_round

    close_round(open_project(ctx), None, name)
    click.echo(f"“{name}” is closed.")


CHANGES = (release, add, remove, pause, resume, close)
