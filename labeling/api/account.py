"""The account page: one's own password, sessions, and tokens for scripts."""

from html import escape

from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from labeling.api.invitation import new_password_fields
from labeling.api.plain_page import checkbox, field, hidden, plain_page
from labeling.api.problems import Problem
from labeling.api.requests import caller_of, read_form, whole_number
from labeling.api.sign_in import HASHING, address_of, signed_in, signed_out
from labeling.core.clock import minute
from labeling.core.errors import SitrepError
from labeling.store.accounts.passwords import has_passwords
from labeling.store.accounts.script_tokens import ScriptToken, working_tokens
from labeling.store.authors import Author
from labeling.store.database import database
from labeling.workflow.accounts.account import PURPOSE_CHARACTERS, add_token, change_password, revoke_token
from labeling.workflow.accounts.account_events import Line, own_account_lines
from labeling.workflow.accounts.people import sign_out_everywhere
from labeling.workflow.accounts.session import COOKIE, is_request_token, request_token

FIRST = (
    "Nobody has a password here yet, so a name is enough and only this machine is served. With a password of yours "
    "this becomes a team's project: you are its admin, everybody signs in anew, all tokens for scripts end, and you "
    "invite the others under People."
)
CHANGED = "Your other sessions end, and your tokens for scripts, unless you keep them."
OUT = "On this and on every other browser; your tokens end too, unless you keep them. What you saved is safe."
DONE = "Your password was changed; your other sessions ended, and the tokens you did not keep."
STRANGE = "Is something of it not yours? Change your password, and tell an admin."
KEEP = "keep_tokens"


async def account_page(request: Request) -> Response:
    """GET shows it; POST does what the field `do` says: password, sign-out, token or revoke."""
    if request.method != "POST":
        return await run_in_threadpool(_page, request)
    fields = await read_form(request)
    if not is_request_token(request.cookies.get(COOKIE, ""), fields.get("token")):
        raise Problem(403, "The form is of another session. Load the page again.")
    done = DOES.get(fields.get("do", ""))
    if done is None:
        raise Problem(400, f"`do` is one of {', '.join(DOES)}.")
    try:
        return await to_thread.run_sync(done, request, caller_of(request).author, fields, limiter=HASHING)
    except SitrepError as error:
        return await run_in_threadpool(_page, request, why=str(error))


def _password(request: Request, author: Author, fields: dict[str, str]) -> Response:
    if fields.get("password") != fields.get("again"):
        return _page(request, why="The two passwords differ. Nothing was changed.")
    token = change_password(
        database(),
        author,
        fields.get("current", ""),
        fields.get("password", ""),
        address=address_of(request),
        keep_tokens=KEEP in fields,
    )
    return signed_in(request, token, "/account?done=password")


def _sign_out(request: Request, author: Author, fields: dict[str, str]) -> Response:
    sign_out_everywhere(database(), author, author.name, keep_tokens=KEEP in fields)
    return signed_out()


def _token(request: Request, author: Author, fields: dict[str, str]) -> Response:
    made = add_token(database(), author, fields.get("purpose", ""))
    return _page(request, made=made)


def _revoke(request: Request, author: Author, fields: dict[str, str]) -> Response:
    number = fields.get("number", "")
    revoke_token(database(), author, whole_number(number) or 0)
    return _page(request)


DOES = {"password": _password, "sign-out": _sign_out, "token": _token, "revoke": _revoke}


def _page(request: Request, *, why: str = "", made: str = "") -> Response:
    db, caller = database(), caller_of(request)
    is_team, tokens = has_passwords(db), working_tokens(db, caller.author.id)
    current = field("current", "Current password", kind="password", more='autocomplete="current-password"')
    words = DONE if "done" in request.query_params else ""
    passwords = (
        f"<h2>{'Change your password' if is_team else 'Set the first password'}</h2>"
        + f"<p>{CHANGED if is_team else FIRST}</p>"
        + _form(
            request,
            "password",
            (current if is_team else "") + new_password_fields("New password") + (_keep(tokens) if is_team else ""),
            "Change the password" if is_team else "Set the password",
        )
    )
    sessions = f"<h2>Sign out everywhere</h2><p>{OUT}</p>" + _form(
        request, "sign-out", _keep(tokens), "Sign out everywhere", quiet=True
    )
    lead = f"You are {caller.role} here. {words}" if is_team else words
    back = '<p><a href="/annotate">Back to work</a></p>'
    body = back + passwords + sessions + _tokens(request, tokens, made) + _log(own_account_lines(db, caller.author))
    return plain_page("Account", body, heading=caller.author.name, lead=lead, why=why, status=422 if why else 200)


def _keep(tokens: list[ScriptToken]) -> str:
    """The choice to keep the tokens, which are named; nothing where there are none."""
    if not tokens:
        return ""
    named = "; ".join(f"{one.purpose} ({one.last_use})" for one in tokens)
    return checkbox(KEEP, f"Keep my tokens for scripts: {named}")


def _log(lines: list[Line]) -> str:
    """What happened to the account, the newest first, so that somebody sees what they did not do themselves."""
    rows = "".join(f"<tr><td>{minute(one.at)}</td><td>{escape(f'{one.who} {one.words}')}</td></tr>" for one in lines)
    told = f'<table class="log">{rows}</table>' if rows else "<p>Nothing yet.</p>"
    return f"<h2>What happened to this account</h2><p>Newest first, times in UTC. {STRANGE}</p>{told}"


def _tokens(request: Request, tokens: list[ScriptToken], made: str) -> str:
    rows = "".join(_row(request, one) for one in tokens)
    shown = f"<p>Copy it now: it is not shown again.</p><code>{escape(made)}</code>" if made else ""
    purpose = field("purpose", "What for", more=f'maxlength="{PURPOSE_CHARACTERS}"')
    return (
        "<h2>Tokens for scripts</h2><p>A script that sends <b>Authorization: Bearer TOKEN</b> acts as you, "
        f"at /api only.</p>{shown}<table>{rows}</table>" + _form(request, "token", purpose, "Make a token", quiet=True)
    )


def _row(request: Request, one: ScriptToken) -> str:
    revoke = _form(request, "revoke", hidden("number", str(one.number)), "Revoke", quiet=True)
    return f"<tr><td>{escape(one.purpose)}</td><td>made {one.made_at[:10]}, {one.last_use}</td><td>{revoke}</td></tr>"


def _form(request: Request, do: str, inside: str, button: str, *, quiet: bool = False) -> str:
    token = hidden("token", request_token(request.cookies.get(COOKIE, "")))
    kind = ' class="quiet"' if quiet else ""
    return (
        f'<form method="post" action="/account">{token}{hidden("do", do)}{inside}<button{kind}>{button}</button></form>'
    )
