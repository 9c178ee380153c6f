"""The sign-in page: a name, and a password where there are any."""

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from labeling.api.plain_page import field, hidden, plain_page
from labeling.api.problems import STATUS_OF
from labeling.api.requests import read_form
from labeling.core.errors import SitrepError
from labeling.store.accounts.passwords import has_passwords
from labeling.store.accounts.sessions import SESSION_SECONDS, end_session
from labeling.store.database import database
from labeling.workflow.accounts.password import HASHES_AT_ONCE
from labeling.workflow.accounts.session import COOKIE
from labeling.workflow.accounts.sign_in import NAME_CHARACTERS, sign_in

HASHING = CapacityLimiter(HASHES_AT_ONCE)  # threads of their own: who waits for a hash keeps no other route waiting
LEAD = "Turn reports of attacks into training data."
ANY_NAME = "Any name will do; what you mark is kept under it."


async def sign_in_page(request: Request) -> Response:
    """GET shows the form; POST (`name`, `password` where there are any, `next`) starts a session, goes to `next`."""
    asks = await run_in_threadpool(lambda: has_passwords(database()))
    if request.method != "POST":
        return _page(request.query_params.get("next", "/"), asks)
    fields = await read_form(request)
    wanted, name = local_path(fields.get("next", "/")), fields.get("name", "")

    def start() -> str:
        earlier = request.cookies.get(COOKIE)
        return sign_in(database(), name, fields.get("password", ""), address=address_of(request), earlier=earlier)

    try:
        token = await to_thread.run_sync(start, limiter=HASHING)
    except SitrepError as error:
        return _page(wanted, asks, why=str(error), name=name, status=STATUS_OF.get(type(error), 422))
    return signed_in(request, token, wanted)


def sign_out(request: Request) -> Response:
    """POST ends the session."""
    if token := request.cookies.get(COOKIE):
        end_session(database(), token)
    return signed_out()


def signed_in(request: Request, token: str, wanted: str) -> Response:
    """Go to a page of ours with a session. The scheme is the proxy's only where uvicorn trusts the proxy."""
    response = RedirectResponse(wanted, 303)
    secure = request.scope["scheme"] == "https"
    response.set_cookie(COOKIE, token, max_age=SESSION_SECONDS, httponly=True, samesite="lax", secure=secure)
    return response


def signed_out() -> Response:
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(COOKIE)
    return response


def address_of(request: Request) -> str:
    return request.client.host if request.client else ""


def local_path(path: str) -> str:
    """A path of this site; anything else becomes the start page, so that a link cannot lead people away."""
    local = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if local else "/"


def name_field(name: str = "") -> str:
    return field(
        "name", "Your name", value=name, more=f'autocomplete="username" maxlength="{NAME_CHARACTERS}" autofocus'
    )


def _page(wanted: str, asks: bool, *, why: str = "", name: str = "", status: int = 200) -> Response:
    password = field("password", "Password", kind="password", more='autocomplete="current-password"') if asks else ""
    form = (
        f'<form method="post" action="/sign-in">{hidden("next", local_path(wanted))}{name_field(name)}{password}'
        f"<button>{'Sign in' if asks else 'Start'}</button></form>"
    )
    return plain_page("Sign in", form, lead=LEAD if asks else f"{LEAD} {ANY_NAME}", why=why, status=status)
