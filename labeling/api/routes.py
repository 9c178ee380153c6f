"""The table of routes; `docs/api.md` describes each, and a test compares the two."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from labeling.api.adjudication import next_differences, open_settling, settle
from labeling.api.description import openapi
from labeling.api.documents import next_documents, open_document, take_operations
from labeling.api.requests import author_of
from labeling.api.sign_in import sign_in_page, sign_out
from labeling.store.database import database
from labeling.store.documents import n_documents
from labeling.workflow.session import COOKIE, request_token


def health(request: Request) -> Response:
    """GET /api/health: whether the database answers."""
    return JSONResponse({"status": "ok", "n_documents": n_documents(database())})


def description(request: Request) -> Response:
    """GET /api/openapi.json: this API, for machines."""
    return JSONResponse(openapi())


def session(request: Request) -> Response:
    """GET /api/session: who the caller is, and the token that saves carry. Other sites cannot read the answer."""
    author = author_of(database(), request)
    token = request_token(request.cookies[COOKIE])
    return JSONResponse({"author": author.name, "token": token}, headers={"Cache-Control": "no-store"})


ROUTES = [
    Route("/sign-in", sign_in_page, methods=["GET", "POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
    Route("/api/health", health),
    Route("/api/openapi.json", description),
    Route("/api/session", session),
    Route("/api/queue", next_documents),
    Route("/api/documents/{id:path}/operations", take_operations, methods=["POST"]),
    Route("/api/documents/{id:path}", open_document),
    Route("/api/adjudication", next_differences),
    Route("/api/adjudication/{id:path}/operations", settle, methods=["POST"]),
    Route("/api/adjudication/{id:path}", open_settling),
]
