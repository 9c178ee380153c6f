"""Watches every request: its id, how it ended, how long it took; catches what nobody expected."""

import logging
import re
import secrets
import time
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labeling.api.metrics import count_request
from labeling.api.problems import ROUTE, on_unexpected
from labeling.core.log_lines import REQUEST_ID, REQUESTS

HEADER = "x-request-id"
WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
FOLDERS = ("/_stcore/", "/static/", "/media/", "/component/")  # Streamlit's; any other path is a page
CLOSED = 499  # what is counted where the other side went away before there was an answer
log = logging.getLogger(REQUESTS)


class Watch:
    """ASGI middleware, to stand before all others."""

    def __init__(self, app: ASGIApp, routes: Sequence[Route] = ()) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        request_id = _request_id(Headers(scope=scope))
        REQUEST_ID.set(request_id)
        scope[ROUTE] = template_of(scope["path"], self.routes)
        if scope["type"] == "websocket":
            return await self.app(scope, receive, send)
        await self._watched(scope, receive, send, request_id)
        return None

    async def _watched(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        begun, status = time.perf_counter(), 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            if status:
                raise
            await on_unexpected(Request(scope), error)(scope, receive, answer)
        finally:
            _tell(scope, status or CLOSED, time.perf_counter() - begun)


def template_of(path: str, routes: Sequence[Route]) -> str:
    """The route that a path belongs to, without what stands in it: ids and names are nobody's business.

    >>> template_of("/static/js/index.js", []), template_of("/annotate", [])
    ('/static/*', 'page')
    """
    for route in routes:
        if route.path_regex.match(path):
            return route.path.replace(":path", "")
    return next((f"{folder}*" for folder in FOLDERS if path.startswith(folder)), "page")


def _request_id(headers: Headers) -> str:
    """The id a proxy gave the request, where it is one; else one of our own."""
    given = headers.get(HEADER, "")
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)


def _tell(scope: Scope, status: int, seconds: float) -> None:
    method, route = scope["method"], scope[ROUTE]
    count_request(method, route, status, seconds)
    level = logging.WARNING if status >= 500 else logging.INFO
    if status >= 500 or route.startswith(("/api/", "/sign-")):
        fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.log(level, "request", extra={"fields": fields})
