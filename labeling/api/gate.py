"""The gate in front of everything: pages, API and WebSocket need a session, from this site."""

from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labeling.api.problems import problem
from labeling.api.requests import CALLER, is_forwarded
from labeling.api.role_route import ITSELF, OPEN
from labeling.api.routes import ROUTES
from labeling.api.security_headers import add_security_headers
from labeling.core.addresses import LOOPBACK_NAMES
from labeling.core.errors import SitrepError
from labeling.store.accounts.passwords import has_passwords
from labeling.store.damage import check_undamaged
from labeling.store.database import database
from labeling.workflow.accounts.session import COOKIE, Caller, caller_of_script, caller_of_session

AUTHOR_HEADER = b"x-sitrep-author"
OPEN_PATHS = (
    *(route.path for route in ROUTES if route.least_role == OPEN),
    *("/_stcore/health", "/favicon.png", "/favicon.ico"),
)
ITSELF_PATHS = tuple(route.path for route in ROUTES if route.least_role == ITSELF)
OPEN_FOLDER = "/static/"  # Streamlit's own scripts and fonts
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
WRONG_HOST = "This address is not served here. Use localhost, or name it in SITREP_HOSTS where Sitrep is started."
FOREIGN = "The request comes from another site, so it is refused."
NO_PROXY = (
    "This request came through a proxy, and where a name is enough to sign in nobody else may come in. "
    "Set an admin's password first: sitrep people add NAME --role admin."
)


class Gate:
    """ASGI middleware. Hands the author's name to the pages in a header that no client can set."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = LOOPBACK_NAMES) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        send, connection = _guarded(send), HTTPConnection(scope)
        path = scope["path"]  # not that of `connection.url`, which is put together with the Host the client sent
        if _host(connection) not in self.hosts:
            return await _refuse(scope, receive, send, 403, WRONG_HOST)
        if not _same_origin(connection, scope):
            return await _refuse(scope, receive, send, 403, FOREIGN)
        try:
            if is_forwarded(connection) and not await run_in_threadpool(lambda: has_passwords(database())):
                return await _refuse(scope, receive, send, 403, NO_PROXY)
            if path in OPEN_PATHS or path.startswith(OPEN_FOLDER):
                return await self.app(_scope_for(scope, None), receive, send)
            caller = await run_in_threadpool(_caller, connection)
        except SitrepError as error:
            return await _refuse(scope, receive, send, 503, str(error))
        if caller is None and path not in ITSELF_PATHS:
            return await _ask_to_sign_in(scope, receive, send)
        if scope["type"] == "websocket":
            receive = _while_signed_in(receive, send, connection)
        await self.app(_scope_for(scope, caller), receive, send)
        return None


def _caller(connection: HTTPConnection) -> Caller | None:
    """By a script's token, for the API alone; else by the session. DatabaseDamaged where that cannot be told."""
    db = database()
    kind, _, secret = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and connection.scope["path"].startswith("/api/"):
        caller = caller_of_script(db, secret.strip())
    else:
        caller = caller_of_session(db, connection.cookies.get(COOKIE))
    if caller is None:
        check_undamaged(db.opened_file[0])  # a damaged file may have forgotten who is signed in
    return caller


def _is_signed_in(connection: HTTPConnection) -> bool:
    """Where it cannot be told, the page that is open says what is wrong."""
    try:
        return _caller(connection) is not None
    except SitrepError:
        return True


def _while_signed_in(receive: Receive, send: Send, connection: HTTPConnection) -> Receive:
    """What a WebSocket brings, as long as its session lasts: a page asks again with each click.

    The first message after its end goes through, so that the page can say that it ended; then it is over.
    """
    has_ended = False

    async def received() -> Message:
        nonlocal has_ended
        message = await receive()
        if message["type"] == "websocket.receive" and not await run_in_threadpool(_is_signed_in, connection):
            if has_ended:
                await send({"type": "websocket.close", "code": 1008, "reason": "signed out"})
                return {"type": "websocket.disconnect", "code": 1008, "reason": "signed out"}
            has_ended = True
        return message

    return received


def _host(connection: HTTPConnection) -> str | None:
    """The name that is asked for, without its port; None where it is none."""
    try:
        return urlsplit("//" + connection.headers.get("host", "")).hostname
    except ValueError:
        return None


def _same_origin(connection: HTTPConnection, scope: Scope) -> bool:
    """A browser names the origin of every POST and WebSocket; it must be ours. Scripts name none.

    Under TLS a page on plain HTTP is another site, though it has our name: anybody on the way can make one.
    """
    origin = connection.headers.get("origin")
    if origin is None or (scope["type"] == "http" and scope["method"] in SAFE_METHODS):
        return True
    scheme, _, netloc = origin.partition("://")
    return netloc == connection.headers.get("host") and (scheme == "https" or scope["scheme"] not in ("https", "wss"))


def _scope_for(scope: Scope, caller: Caller | None) -> Scope:
    headers = [header for header in scope["headers"] if header[0] != AUTHOR_HEADER]
    if caller:
        headers.append((AUTHOR_HEADER, quote(caller.author.name).encode()))
    return dict(scope) | {"headers": headers, CALLER: caller}


def _guarded(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            add_security_headers(message)
        await send(message)

    return sent


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, detail: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await problem(status, detail)(scope, receive, send)


async def _ask_to_sign_in(scope: Scope, receive: Receive, send: Send) -> None:
    path = scope["path"]
    if scope["type"] == "websocket" or path.startswith(("/api/", "/_stcore/", "/media/", "/component/")):
        return await _refuse(scope, receive, send, 401, "Sign in first, at /sign-in.")
    wanted = path + ("?" + scope["query_string"].decode("latin-1") if scope["query_string"] else "")
    await RedirectResponse(f"/sign-in?next={quote(wanted, safe='')}", 303)(scope, receive, send)
    return None
