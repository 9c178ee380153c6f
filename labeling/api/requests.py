"""What every route asks of a request: who, a body of bounded size, an object in it."""

import json
from urllib.parse import parse_qs

from sqlite_utils import Database
from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request

from labeling.api.problems import Problem
from labeling.store.authors import Author
from labeling.workflow.accounts.session import COOKIE, Caller, is_request_token

BODY_BYTES = 4 * 1024 * 1024
FORM_BYTES = 10_000
MOST_DIGITS = 18  # of a whole number
MOST_NEXT, USUAL_NEXT = 20, 3  # documents that a queue gives at once
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")  # a proxy adds one of these
CALLER = "sitrep.caller"  # where the gate puts it in the scope


def is_forwarded(connection: HTTPConnection) -> bool:
    """Whether a proxy handed it on: then it may come from anywhere, though this machine is the other end."""
    return any(name in connection.headers for name in FORWARDED)


def caller_of(request: Request) -> Caller:
    """Who asks, as the gate found, or a 401."""
    caller = request.scope.get(CALLER)
    if caller is None:
        raise Problem(401, "Your session has ended. Sign in again; what waits in this browser is kept.")
    return caller


def author_of(db: Database, request: Request) -> Author:
    """The signed-in author, or the one whose token the script has, or a 401."""
    return caller_of(request).author


def check_token(request: Request) -> None:
    """A 403 unless the request carries the token that our page was given.

    A script's request needs none: browsers send cookies by themselves, but never a script's token.
    """
    if caller_of(request).by_script:
        return
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


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, the first value of each; 413 above FORM_BYTES."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BYTES:
            raise Problem(413, f"A form has at most {FORM_BYTES:,} bytes.")
    fields = parse_qs(body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def next_wanted(request: Request) -> tuple[int, tuple[str, ...]]:
    """How many documents of a queue are asked for (`n`), and the ids that are not (`skip`, with commas)."""
    wanted = whole_number(request.query_params.get("n", ""))
    n = USUAL_NEXT if wanted is None else min(wanted, MOST_NEXT)
    return n, tuple(part for value in request.query_params.getlist("skip") for part in value.split(",") if part)


def whole_number(text: str) -> int | None:
    """The number these digits are; None for anything else, and for more than a database can hold.

    >>> whole_number("12"), whole_number("-1"), whole_number("²"), whole_number("9" * 400)
    (12, None, None, None)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
