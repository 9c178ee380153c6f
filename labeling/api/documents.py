"""Routes of the annotator: open a document, take operations, say what comes next."""

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labeling.api.metrics import count_operations
from labeling.api.problems import Problem, problem
from labeling.api.requests import author_of, check_token, next_wanted, read_object
from labeling.store.database import database
from labeling.workflow import annotate
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.reading import queue, round_queue
from labeling.workflow.reading.claims import is_taken
from labeling.workflow.settling.adjudicate import Settling

MOST_OPERATIONS = 200


def open_document(request: Request) -> Response:
    """GET /api/documents/{id}: text, what of it is boilerplate, tokens, scheme and the caller's own layer."""
    db = database()
    author = author_of(db, request)
    opened = annotate.open_document(db, request.path_params["id"], author)
    document, layer = opened.document, opened.layer
    given = round_queue.part_with(db, document.id, author)
    message = document_message(opened) | {
        "version": opened.version,
        "operations": [operation.as_message() for operation in opened.operations],
        "state": layer.state,
        "why_now": given.reason if given else queue.why_now(db, document.id, author),
        "round": {"name": given.name, "kind": given.kind} if given else None,
        "spans": [
            asdict(span) | {"quote": span.quote(document.text)}
            for span in sorted(layer.spans.values(), key=lambda span: span.place)
        ],
        "answers": {name: asdict(answer) for name, answer in layer.answers.items()},
        "note": layer.note,
        "details": asdict(opened.details),
        "suggestions": _suggestions(opened),
    }
    return JSONResponse(message, headers={"Cache-Control": "no-store"})


def document_message(opened: annotate.Opened | Settling) -> dict:
    """What is the same for whoever opens a document: text, boilerplate, tokens, scheme."""
    shown = ("id", "title", "text", "source", "url", "published", "language")
    return {
        "document": {key: getattr(opened.document, key) for key in shown},
        "boilerplate": [{"start": start, "end": end, "why": why} for start, end, why in opened.boilerplate],
        "tokens": {"starts": opened.tokens.starts, "ends": opened.tokens.ends},
        "scheme": opened.scheme.as_message(),
    }


def _suggestions(opened: annotate.Opened) -> list[dict]:
    """All of them, and whether they are still to be judged: the page needs the others after an undo."""
    text, still_open = opened.document.text, set(opened.open_suggestions)
    return [asdict(one) | {"quote": text[one.start : one.end], "open": one in still_open} for one in opened.suggestions]


async def take_operations(request: Request) -> Response:
    """POST /api/documents/{id}/operations: the one way a label is saved."""
    check_token(request)
    return await run_in_threadpool(_take, request, *await read_operations(request))


async def read_operations(request: Request) -> tuple[list, int, str | None]:
    """`operations`, `version` and `scheme_id` of a message; a 400 or 413 where it is none."""
    message = await read_object(request)
    operations, version, scheme_id = message.get("operations"), message.get("version", 0), message.get("scheme_id")
    if not isinstance(operations, list) or not operations:
        raise Problem(400, "`operations` is a list of at least one operation.")
    if len(operations) > MOST_OPERATIONS:
        raise Problem(413, f"{len(operations)} operations in one message; send at most {MOST_OPERATIONS} at a time.")
    if type(version) is not int or not 0 <= version < 2**63 or not isinstance(scheme_id, str | None):
        raise Problem(400, "`version` is the highest seq known of this layer (0 for none), `scheme_id` a string.")
    return operations, version, scheme_id


def _take(request: Request, operations: list, version: int, scheme_id: str | None) -> Response:
    db = database()
    author = author_of(db, request)
    outcome = annotate.take_operations(
        db, request.path_params["id"], author, operations, version=version, scheme_id=scheme_id
    )
    return outcome_response(outcome, [operation.as_message() for operation in outcome.missed])


def outcome_response(outcome: annotate.Outcome, missed: list[dict]) -> Response:
    """What became of each operation, counted; a 422 where none was taken."""
    count_operations(len(outcome.committed), len(outcome.refused))
    refused = [{"op_id": op_id, "why": why} for op_id, why in outcome.refused]
    answer = {
        "version": outcome.version,
        "committed": [op_id for op_id, _ in outcome.committed],
        "seqs": [seq for _, seq in outcome.committed],
        "times": outcome.times,
        "refused": refused,
        "details": asdict(outcome.details),
        "missed": missed,
    }
    if not outcome.committed:
        return problem(422, refused[0]["why"], **answer)
    return JSONResponse(answer)


def next_documents(request: Request) -> Response:
    """GET /api/queue?n=3&skip=ID,ID&open=ID: what to read next, and how far the caller is, also in rounds.

    `open` is what the caller looks at now: in a round where people take the next one, that is how they take it.
    """
    db = database()
    author = author_of(db, request)
    n, skip = next_wanted(request)
    opened = request.query_params.get("open")
    chosen = queue.next_documents(db, author, n=n, skip=skip, opened=opened)
    message = {"documents": [asdict(document) for document in chosen]} | asdict(queue.progress(db, author))
    message["rounds"] = [asdict(part) for part in round_queue.parts(db, author)]
    message["nothing_left"] = "" if chosen else round_queue.nothing_left(db, author)
    message["may_load"] = is_allowed(db, author, "lead")
    message["is_taken"] = bool(opened) and is_taken(db, opened, author)
    return JSONResponse(message)
