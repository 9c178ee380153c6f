"""What every route asks of a request: who, a body of bounded size, an object in it."""

import json

from sqlite_utils import Database
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from labeling.api.problems import Problem
from labeling.store.authors import Author
from labeling.workflow.session import COOKIE, is_request_token, signed_in_author

BODY_BYTES = 4 * 1024 * 1024


def author_of(db: Database, request: Request) -> Author:
    """The signed-in author, or a 401."""
    author = signed_in_author(db, request.cookies.get(COOKIE))
    if author is None:
        raise Problem(401, "Your session has ended. Sign in again; what waits in this browser is kept.")
    return author


def check_token(request: Request) -> None:
    """A 403 unless the request carries the token that our page was given."""
    if not is_request_token(request.cookies.get(COOKIE, ""), request.headers.get("x-sitrep-token")):
        raise Problem(403, "The X-Sitrep-Token header is missing or of another session. Reload the page.")


async def read_object(request: Request) -> dict:
    """The JSON object in the body; 400 if it is none, 413 above BODY_BYTES, counted as it arrives."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            raise Problem(413, f"One message has at most {BODY_BYTES:,} bytes. Send fewer operations at a time.")
    try:
        message = await run_in_threadpool(json.loads, bytes(body), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Problem(400, "The body is not JSON. Send an object with `operations`.") from None
    if not isinstance(message, dict):
        raise Problem(400, "The body is not a JSON object. Send an object with `operations`.")
    return message


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
