"""Routes of comments: read what is said of a document, say something, resolve a thread."""

from dataclasses import asdict

from sqlite_utils import Database
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labeling.api.documents import open_document
from labeling.api.problems import Problem
from labeling.api.requests import author_of, check_token, read_object
from labeling.core.guidance.comment import Thread
from labeling.store.authors import Author
from labeling.store.database import database
from labeling.workflow.guidance import comments


async def document_comments(request: Request) -> Response:
    """GET and POST /api/documents/{id}/comments: the threads of a document; one more comment, or a thread resolved."""
    if request.method != "POST":
        return await run_in_threadpool(_read, request)
    check_token(request)
    message = await read_object(request)
    return await run_in_threadpool(_add, request, message)


def _read(request: Request) -> Response:
    if not request.scope.get("raw_path", b"/comments").endswith(b"/comments"):
        request.path_params["id"] += "/comments"  # the end of the id of a document, which a page writes as %2Fcomments
        return open_document(request)
    db = database()
    return _threads(db, author_of(db, request), request.path_params["id"])


def _add(request: Request, message: dict) -> Response:
    db = database()
    author = author_of(db, request)
    document_id = request.path_params["id"]
    if not message:
        raise Problem(400, "A comment has `id` and `text`, and `start`, `end` and `quote` where it is on a stretch.")
    comments.add_comment(db, author, document_id, message)
    return _threads(db, author, document_id)


def _threads(db: Database, author: Author, document_id: str) -> Response:
    found = [_message(thread) for thread in comments.threads(db, author, document_id)]
    return JSONResponse({"threads": found}, headers={"Cache-Control": "no-store"})


def _message(thread: Thread) -> dict:
    place = asdict(thread.place) if thread.place else {"start": None, "end": None, "quote": None, "span_id": None}
    said = [{key: getattr(one, key) for key in ("id", "author", "at", "kind", "text")} for one in thread.comments]
    return {"id": thread.id, **place, "is_resolved": thread.is_resolved, "comments": said}
