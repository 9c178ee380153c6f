"""`sitrep token`: by which scripts act as somebody at the HTTP API."""

import click

from labeling.commands.context import open_project, print_figures


@click.group()
def token() -> None:
    """Make, list and revoke tokens by which scripts use the HTTP API."""


@token.command()
@click.argument("name")
@click.option("--for", "purpose", required=True, metavar="WORDS", help="What the token is for.")
@click.pass_context
def add(ctx: click.Context, name: str, purpose: str) -> None:
    """Print a token by which a script acts as NAME, with their role. It is shown this once."""
    from labeling.workflow.accounts.account import add_token
    from labeling.workflow.accounts.people import person_named

    db = open_project(ctx)
    click.echo(add_token(db, person_named(db, name), purpose, at_command_line=True))


@token.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """Show all tokens: whose, what for, when made, last used and revoked."""
    from labeling.store.accounts.script_tokens import script_tokens

    rows = {
        f"token {one.number}": {
            "author": one.author,
            "purpose": one.purpose,
            "made_at": one.made_at,
            "used_at": one.used_at,
            "revoked_at": one.revoked_at,
        }
        for one in script_tokens(open_project(ctx))
    }
    print_figures(rows, as_json)


@token.command()
@click.argument("number", type=int)
@click.pass_context
def revoke(ctx: click.Context, number: int) -> None:
    """Let token NUMBER work no more."""
    from labeling.workflow.accounts.account import revoke_token

    revoke_token(open_project(ctx), None, number)
    click.echo(f"Token {number} works no more.")
