"""The page behind a link: somebody new chooses name and password, somebody known a new password."""

from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from labeling.api.plain_page import field, hidden, plain_page
from labeling.api.requests import read_form
from labeling.api.sign_in import HASHING, name_field, signed_in
from labeling.core.errors import InvitationRefused, SitrepError
from labeling.store.accounts.invitations import Invitation
from labeling.store.database import database
from labeling.workflow.accounts.invitations import accept, invitation_of
from labeling.workflow.accounts.password import LEAST_CHARACTERS

NEW_PASSWORD = f'autocomplete="new-password" minlength="{LEAST_CHARACTERS}"'


async def invitation_page(request: Request) -> Response:
    """GET shows the form and uses nothing up, so that a preview of the link does no harm; POST makes the account."""
    if request.method != "POST":
        key = request.query_params.get("key", "")
        return await run_in_threadpool(_page, key)
    fields = await read_form(request)
    key, name = fields.get("key", ""), fields.get("name", "")
    password, again = fields.get("password", ""), fields.get("again", "")
    if password != again:
        return await run_in_threadpool(_page, key, why="The two passwords differ. Nothing was changed.", name=name)

    def start() -> str:
        return accept(database(), key, name, password)

    try:
        token = await to_thread.run_sync(start, limiter=HASHING)
    except SitrepError as error:
        return await run_in_threadpool(_page, key, why=str(error), name=name)
    return signed_in(request, token, "/annotate")


def _page(key: str, *, why: str = "", name: str = "") -> Response:
    try:
        invitation = invitation_of(database(), key)
    except InvitationRefused as error:
        return plain_page("Invitation", '<a href="/sign-in">Sign in</a>', lead="", why=str(error), status=404)
    button = "Start" if invitation.author_id is None else "Set the password"
    form = (
        f'<form method="post" action="/invitation">{hidden("key", key)}{_who(invitation, name)}'
        f"{new_password_fields('Password')}<button>{button}</button></form>"
    )
    return plain_page("Invitation", form, lead=_lead(invitation), why=why, status=422 if why else 200)


def new_password_fields(label: str) -> str:
    first = field("password", f"{label} (at least {LEAST_CHARACTERS} characters)", kind="password", more=NEW_PASSWORD)
    return first + field("again", f"{label} again", kind="password", more=NEW_PASSWORD)


def _who(invitation: Invitation, name: str) -> str:
    if invitation.name is None:
        return name_field(name)
    known = 'readonly autocomplete="username"'
    return field("name", "Your name", value=invitation.name, more=known)


def _lead(invitation: Invitation) -> str:
    if invitation.author_id is not None:
        return f"A new password for {invitation.name}. A few words in a row do well."
    return f"You are invited as {invitation.role}. Choose a password; a few words in a row do well."
