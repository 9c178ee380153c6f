"""The gate in front of everything: pages, API and WebSocket need a session, from this site."""

from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from labeling.api.problems import problem
from labeling.core.errors import SitrepError
from labeling.store.database import database
from labeling.workflow.session import COOKIE, signed_in_author

AUTHOR_HEADER = b"x-sitrep-author"
OPEN_PATHS = ("/sign-in", "/api/health", "/api/metrics", "/_stcore/health", "/favicon.png", "/favicon.ico")
OPEN_FOLDER = "/static/"  # Streamlit's own scripts and fonts
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class Gate:
    """ASGI middleware. Hands the author's name to the pages in a header that no client can set."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = LOOPBACK) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        connection = HTTPConnection(scope)
        if urlsplit("//" + connection.headers.get("host", "")).hostname not in self.hosts:
            return await _refuse(scope, receive, send, 403, "This address is not served here. Use localhost.")
        if not _same_origin(connection, scope):
            return await _refuse(scope, receive, send, 403, "The request comes from another site, so it is refused.")
        if connection.url.path in OPEN_PATHS or connection.url.path.startswith(OPEN_FOLDER):
            return await self.app(_without_author(scope), receive, send)
        try:
            name = await run_in_threadpool(_author_name, connection.cookies.get(COOKIE))
        except SitrepError as error:
            return await _refuse(scope, receive, send, 503, str(error))
        if name is None:
            return await _ask_to_sign_in(scope, receive, send)
        scope = _without_author(scope)
        scope["headers"] = [*scope["headers"], (AUTHOR_HEADER, quote(name).encode())]
        await self.app(scope, receive, send)
        return None


def _author_name(token: str | None) -> str | None:
    author = signed_in_author(database(), token) if token else None
    return author.name if author else None


def _same_origin(connection: HTTPConnection, scope: Scope) -> bool:
    """A browser names the origin of every POST and WebSocket; it must be ours. Scripts name none."""
    origin = connection.headers.get("origin")
    if origin is None or (scope["type"] == "http" and scope["method"] in SAFE_METHODS):
        return True
    return urlsplit(origin).netloc == connection.headers.get("host")


def _without_author(scope: Scope) -> Scope:
    return dict(scope) | {"headers": [header for header in scope["headers"] if header[0] != AUTHOR_HEADER]}


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
