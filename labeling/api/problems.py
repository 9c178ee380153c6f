"""Refusals as problem JSON (RFC 9457): a status, a title, and one sentence for people."""

import logging
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labeling.core.errors import (
    DatabaseBusy,
    NotAllowed,
    SchemeChanged,
    SitrepError,
    StoreError,
    TooManyTries,
    UnknownDocument,
)
from labeling.store.library_errors import LibraryError, refusal_of

TITLES = {
    400: "Not such a message",
    401: "Sign in",
    403: "Refused",
    404: "Not found",
    409: "The scheme changed",
    413: "Too much at once",
    422: "Nothing was saved",
    429: "Wait",
    500: "Something went wrong",
    503: "Try again",
}
STATUS_OF = {
    NotAllowed: 403,
    UnknownDocument: 404,
    SchemeChanged: 409,
    TooManyTries: 429,
    DatabaseBusy: 503,
    StoreError: 503,
}
ROUTE = "sitrep.route"  # the key of an ASGI scope that holds the template of the route
log = logging.getLogger("sitrep")


class Problem(Exception):
    """Raised in a route to answer with `status` and a sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail


def problem(status: int, detail: str, **more: object) -> Response:
    content = {"title": TITLES[status], "status": status, "detail": detail} | more
    return JSONResponse(content, status, media_type="application/problem+json")


def on_problem(request: Request, error: Problem) -> Response:
    return problem(error.status, error.detail)


def on_refusal(request: Request, error: SitrepError) -> Response:
    status = next((status for kind, status in STATUS_OF.items() if isinstance(error, kind)), 400)
    return problem(status, str(error))


def on_unexpected(request: Request, error: Exception) -> Response:
    """Say what the database complains of; any other error is logged under an id, and the person gets the id."""
    refusal = error if isinstance(error, SitrepError) else refusal_of(error)
    if refusal:
        return on_refusal(request, refusal)
    error_id = secrets.token_hex(4)
    log.error("error %s at %s %s", error_id, request.method, request.scope.get(ROUTE, "a route"), exc_info=error)
    return problem(500, f"Something went wrong here (error {error_id}). What you did is kept; try again.")


HANDLERS = {Problem: on_problem, SitrepError: on_refusal, LibraryError: on_unexpected, Exception: on_unexpected}
