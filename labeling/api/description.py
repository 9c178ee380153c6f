"""The API, described for machines (OpenAPI 3.1)."""

from labeling.core.guidance.comment import KINDS
from labeling.core.operation import KEYS

_PROBLEM = {"description": "A problem with a sentence in `detail`", "content": {"application/problem+json": {}}}
_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def openapi() -> dict:
    """The description served at /api/openapi.json."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sitrep", "version": "1", "description": "What the annotation page itself uses."},
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "sitrep_session"},
                "script": {"type": "http", "scheme": "bearer", "description": "Made by `sitrep token add`"},
            },
            "schemas": {"Operation": _operation(), "Boilerplate": _boilerplate()},
        },
        "security": [{"session": []}, {"script": []}],
        "paths": {
            "/api/health": {"get": _answers("Whether the database answers", security=[])},
            "/api/metrics": {"get": _answers("Figures for Prometheus, for admins and for programs of this machine")},
            "/api/openapi.json": {"get": _answers("This description")},
            "/api/session": {"get": _answers("Who the caller is, and the token that saves carry")},
            "/api/queue": {"get": _answers("What to read next, and how far the caller is", parameters=_QUEUE)},
            "/api/documents/{id}": {"get": _open()},
            "/api/documents/{id}/operations": {"post": _take()},
            "/api/documents/{id}/comments": {"get": _answers("Threads of comments", parameters=[_ID]), "post": _say()},
            "/api/adjudication": {"get": _answers("What to settle next, and how far it is", parameters=_QUEUE)},
            "/api/adjudication/{id}": {"get": _answers("Text, coders' layers, differences, gold", parameters=[_ID])},
            "/api/adjudication/{id}/operations": {"post": _take("Save operations on gold, each with `from`: why")},
        },
    }


_TOKEN = {
    "name": "X-Sitrep-Token",
    "in": "header",
    "schema": {"type": "string"},
    "description": "From /api/session; needed with a session, not with a script's token",
}
_QUEUE = [
    {"name": "n", "in": "query", "schema": {"type": "integer", "default": 3, "maximum": 20}},
    {"name": "skip", "in": "query", "schema": {"type": "string"}, "description": "ids, comma-separated"},
    {"name": "open", "in": "query", "schema": {"type": "string"}, "description": "id of the document looked at now"},
]


def _answers(summary: str, **more: object) -> dict:
    return {"summary": summary, "responses": {"200": {"description": "OK"}, "4XX": _PROBLEM, "5XX": _PROBLEM}} | more


def _open() -> dict:
    found = {"boilerplate": {"type": "array", "items": {"$ref": "#/components/schemas/Boilerplate"}}}
    content = {"application/json": {"schema": {"type": "object", "properties": found}}}
    answers = _answers("Text, its boilerplate, tokens and the caller's layer", parameters=[_ID])
    answers["responses"]["200"] = {"description": "OK", "content": content}
    return answers


def _take(summary: str = "Save operations on the caller's layer") -> dict:
    message = {
        "type": "object",
        "required": ["operations"],
        "properties": {
            "version": {"type": "integer", "minimum": 0},
            "scheme_id": {"type": "string"},
            "operations": {
                "type": "array",
                "minItems": 1,
                "maxItems": 200,
                "items": {"$ref": "#/components/schemas/Operation"},
            },
        },
    }
    body = {"required": True, "content": {"application/json": {"schema": message}}}
    return _answers(summary, parameters=[_ID, _TOKEN], requestBody=body)


def _say() -> dict:
    text, place = {"type": "string"}, {"type": "integer", "minimum": 0}
    said = {"id": text, "thread_id": text, "kind": {"enum": list(KINDS)}, "text": text}
    about = {"start": place, "end": place, "quote": text, "span_id": text}
    message = {"type": "object", "required": ["id"], "properties": said | about}
    body = {"required": True, "content": {"application/json": {"schema": message}}}
    return _answers("Comment, or resolve or reopen a thread", parameters=[_ID, _TOKEN], requestBody=body)


def _boilerplate() -> dict:
    place = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "description": "Lines that a page may fold: code points of the text, `end` exclusive, whole lines",
        "required": ["start", "end", "why"],
        "properties": {"start": place, "end": place, "why": {"type": "string", "description": "a few plain words"}},
    }


def _operation() -> dict:
    kinds = [
        {
            "properties": {"kind": {"const": kind}} | {key: {} for key in keys},
            "required": ["op_id", "kind", *(key for key, needed in keys.items() if needed)],
        }
        for kind, keys in KEYS.items()
    ]
    return {"type": "object", "properties": {"op_id": {"type": "string"}, "group_id": {}}, "oneOf": kinds}
