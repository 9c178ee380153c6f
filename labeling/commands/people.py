"""`sitrep people`: who may come in, and as what. Whoever can write the file may do all of this."""

import click

from labeling.commands.context import open_project, print_figures
from labeling.core.roles import ANNOTATOR, ROLES

ROLE = click.Choice(ROLES)
SITE = click.option(
    "--site",
    default="http://localhost:8501",
    show_default=True,
    metavar="URL",
    help="The address under which people reach Sitrep.",
)

KEEP_TOKENS = click.option("--keep-tokens", is_flag=True, help="Let the tokens for scripts of NAME work on.")


@click.group()
def people() -> None:
    """List, invite and change the people of a team."""


@people.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """Show everybody with role, account and when they were last seen."""
    from labeling.workflow.accounts.people import list_people

    found, invitations = list_people(open_project(ctx), None)
    rows = {
        person.name: {
            "role": person.role,
            "has_password": person.has_password,
            "is_active": person.is_active,
            "seen_at": person.seen_at,
            "n_sessions": person.n_sessions,
            "n_done": person.n_done,
        }
        for person in found
    }
    print_figures({"people": rows, "n_invitations": len(invitations)} if as_json else rows, as_json)


@people.command()
@click.argument("name")
@click.option("--role", type=ROLE, default=ANNOTATOR, show_default=True)
@click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="Read the password from the first line of FILE, or of standard input (-). Without it, it is asked for.",
)
@KEEP_TOKENS
@click.pass_context
def add(ctx: click.Context, name: str, role: str, password_file: click.File | None, keep_tokens: bool) -> None:
    """Give NAME a role and a password, and an account where there is none. Sessions and tokens of NAME end.

    The first one is an admin's. From then on everybody signs in with a password, and all sessions and tokens from
    before end.
    """
    from labeling.workflow.accounts.people import add_person

    db = open_project(ctx, create=True)
    if password_file:
        password = password_file.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password (at least 12 characters)", hide_input=True, confirmation_prompt="Again")
    ended = add_person(db, name, role, password, keep_tokens=keep_tokens)
    click.echo(f"{name} may sign in, as {role}{'; ' if ended else ''}{ended or ''}.")


@people.command()
@click.option("--role", type=ROLE, default=ANNOTATOR, show_default=True)
@click.option("--name", default=None, help="The name of the account; without it, the person chooses one.")
@SITE
@click.pass_context
def invite(ctx: click.Context, role: str, name: str | None, site: str) -> None:
    """Print a link by which somebody new chooses a password. It works once, within 7 days."""
    from labeling.workflow.accounts.invitations import invite as make_link

    click.echo(_link(site, make_link(open_project(ctx), None, role, name)))


@people.command()
@click.argument("name")
@SITE
@click.pass_context
def reset(ctx: click.Context, name: str, site: str) -> None:
    """Print a link by which NAME chooses a new password. Until it is used, the old one holds.

    Sessions and tokens of NAME end at once, and again when the link is used.
    """
    from labeling.workflow.accounts.invitations import reset as make_link

    token, ended = make_link(open_project(ctx), None, name)
    click.echo(_link(site, token))
    click.echo(f"{name}: {ended}.", err=True)


@people.command()
@click.argument("name")
@click.argument("role", type=ROLE)
@click.pass_context
def role(ctx: click.Context, name: str, role: str) -> None:
    """Give NAME another ROLE. They are signed out everywhere; their tokens have the new role."""
    from labeling.workflow.accounts.people import change_role

    change_role(open_project(ctx), None, name, role)
    click.echo(f"{name} is {role}.")


@people.command("sign-out")
@click.argument("name")
@KEEP_TOKENS
@click.pass_context
def sign_out(ctx: click.Context, name: str, keep_tokens: bool) -> None:
    """End all sessions and tokens of NAME."""
    from labeling.workflow.accounts.people import sign_out_everywhere

    ended = sign_out_everywhere(open_project(ctx), None, name, keep_tokens=keep_tokens)
    click.echo(f"{name} was signed out; {ended}.")


@people.command()
@click.argument("name")
@click.pass_context
def deactivate(ctx: click.Context, name: str) -> None:
    """Let nobody sign in as NAME any more, and end sessions and tokens. Their work stays as it is."""
    from labeling.workflow.accounts.people import deactivate as close

    ended = close(open_project(ctx), None, name)
    click.echo(f"{name} is deactivated; {ended}. `sitrep people activate` lets them sign in again.")


@people.command()
@click.argument("name")
@click.pass_context
def activate(ctx: click.Context, name: str) -> None:
    """Let NAME, who was deactivated, sign in again."""
    from labeling.workflow.accounts.people import activate as open_again

    open_again(open_project(ctx), None, name)
    click.echo(f"{name} is active.")


def _link(site: str, token: str) -> str:
    return f"{site.rstrip('/')}/invitation?key={token}"
