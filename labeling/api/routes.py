"""The table of routes; `docs/api.md` describes each, and a test compares the two."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labeling.api.account import account_page
from labeling.api.adjudication import next_differences, open_settling, settle
from labeling.api.comments import document_comments
from labeling.api.description import openapi
from labeling.api.documents import next_documents, open_document, take_operations
from labeling.api.health import health, metrics
from labeling.api.invitation import invitation_page
from labeling.api.requests import caller_of
from labeling.api.role_route import ITSELF, OPEN, RoleRoute
from labeling.api.sign_in import sign_in_page, sign_out
from labeling.core.roles import ADJUDICATOR, ANNOTATOR
from labeling.workflow.accounts.session import COOKIE, request_token


def description(request: Request) -> Response:
    """GET /api/openapi.json: this API, for machines."""
    return JSONResponse(openapi())


def session(request: Request) -> Response:
    """GET /api/session: who the caller is, and the token that saves carry. Other sites cannot read the answer."""
    caller = caller_of(request)
    token = None if caller.by_script else request_token(request.cookies[COOKIE])
    answer = {"author": caller.author.name, "role": caller.role, "token": token}
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


# least role, path, endpoint
ROUTES = [
    RoleRoute(OPEN, "/sign-in", sign_in_page, methods=("GET", "POST")),
    RoleRoute(OPEN, "/invitation", invitation_page, methods=("GET", "POST")),
    RoleRoute(ANNOTATOR, "/sign-out", sign_out, methods=("POST",)),
    RoleRoute(ANNOTATOR, "/account", account_page, methods=("GET", "POST")),
    RoleRoute(OPEN, "/api/health", health),
    RoleRoute(ITSELF, "/api/metrics", metrics),
    RoleRoute(ANNOTATOR, "/api/openapi.json", description),
    RoleRoute(ANNOTATOR, "/api/session", session),
    RoleRoute(ANNOTATOR, "/api/queue", next_documents),
    RoleRoute(ANNOTATOR, "/api/documents/{id:path}/operations", take_operations, methods=("POST",)),
    RoleRoute(ANNOTATOR, "/api/documents/{id:path}/comments", document_comments, methods=("GET", "POST")),
    RoleRoute(ADJUDICATOR, "/api/adjudication", next_differences),
    RoleRoute(ADJUDICATOR, "/api/adjudication/{id:path}/operations", settle, methods=("POST",)),
    RoleRoute(ADJUDICATOR, "/api/adjudication/{id:path}", open_settling),
    RoleRoute(ANNOTATOR, "/api/documents/{id:path}", open_document),
]
