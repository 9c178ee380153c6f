"""Routes of the adjudicator: what is next to settle, a document with its coders' layers, operations on gold."""

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from labeling.api.documents import document_message, outcome_response, read_operations
from labeling.api.requests import author_of, check_token, next_wanted
from labeling.core.layer import Layer
from labeling.core.operation import Operation
from labeling.core.settling.differences import AnswerDifference, Difference
from labeling.store.adjudications import adjudications_of
from labeling.store.database import database
from labeling.workflow.settling import adjudicate, next_to_settle


def next_differences(request: Request) -> Response:
    """GET /api/adjudication?n=3&skip=ID,ID: what to settle next, and how far the project is."""
    db = database()
    author = author_of(db, request)
    n, skip = next_wanted(request)
    found = next_to_settle.next_to_settle(db, author, n=n, skip=skip)
    return JSONResponse({"documents": [asdict(one) for one in found]} | asdict(next_to_settle.progress(db, author)))


def open_settling(request: Request) -> Response:
    """GET /api/adjudication/{id}: text, tokens, the coders' layers, their differences, and the gold layer."""
    db = database()
    opened = adjudicate.open_settling(db, request.path_params["id"], author_of(db, request))
    text = opened.document.text
    message = document_message(opened) | {
        "version": opened.version,
        "operations": [_operation(one, opened.decisions) for one in opened.operations],
        "state": opened.gold.state,
        "why_now": adjudicate.CHANGED if opened.is_changed else "",
        "is_changed": opened.is_changed,
        "coders": [
            {"name": coder.name, "newest": coder.newest, "note": coder.layer.note} | _marks(coder.layer, text)
            for coder in opened.coders
        ],
        "differences": [_answers(one) for one in opened.comparison.answers]
        + [_spans(one, text) for one in opened.comparison.spans],
        "background": [{"start": start, "end": end} for start, end in opened.comparison.background],
        "gold": _marks(opened.gold, text),
        "details": asdict(opened.details),
    }
    return JSONResponse(message, headers={"Cache-Control": "no-store"})


async def settle(request: Request) -> Response:
    """POST /api/adjudication/{id}/operations: operations on gold, each with the decision it follows from."""
    check_token(request)
    return await run_in_threadpool(_settle, request, *await read_operations(request))


def _settle(request: Request, operations: list, version: int, scheme_id: str | None) -> Response:
    db, document_id = database(), request.path_params["id"]
    author = author_of(db, request)
    outcome = adjudicate.settle(db, document_id, author, operations, version=version, scheme_id=scheme_id)
    decisions = adjudications_of(db, document_id) if outcome.missed else {}
    return outcome_response(outcome, [_operation(one, decisions) for one in outcome.missed])


def _operation(operation: Operation, decisions: dict) -> dict:
    """The operation with who made it and why; a decision is not known of what a file or another tool brought."""
    found = decisions.get(operation.seq)
    return operation.as_message() | ({"by": found[0], "from": found[1].as_message()} if found else {})


def _marks(layer: Layer, text: str) -> dict:
    spans = sorted(layer.spans.values(), key=lambda span: span.place)
    return {
        "spans": [asdict(span) | {"quote": span.quote(text)} for span in spans],
        "answers": {question: asdict(answer) for question, answer in layer.answers.items()},
    }


def _answers(one: AnswerDifference) -> dict:
    versions = {coder: answer and asdict(answer) for coder, answer in one.versions.items()}
    return {"key": one.key, "kind": one.kind, "question": one.question, "versions": versions}


def _spans(one: Difference, text: str) -> dict:
    versions = {
        coder: [asdict(span) | {"quote": span.quote(text)} for span in spans] for coder, spans in one.versions.items()
    }
    return {"key": one.key, "kind": one.kind, "start": one.start, "end": one.end, "versions": versions}
