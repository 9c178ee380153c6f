"""Log lines on stderr: plain, or one JSON object each where SITREP_LOG=json; never what people wrote.

An error is logged by its type and the places in the code it went through. Its message may quote a text, a name or a
password, so it is left out, but for errors of the system and of SQLite, which know of neither.
"""

import json
import logging
import os
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from labeling.core.clock import written

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
REQUESTS = "sitrep.request"  # the logger that has a line for each request
TELLING = (OSError, MemoryError, ImportError)


class JsonLines(logging.Formatter):
    """A record as one JSON object: at, level, logger, message, request_id, and what was given as `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := REQUEST_ID.get():
            line["request_id"] = request_id
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["error"] = places_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        request_id = REQUEST_ID.get()
        line = f"{_at(record)} {record.name} {record.levelname} {record.getMessage()}"
        line += "".join(f" {name}={value}" for name, value in getattr(record, "fields", {}).items())
        line += f" request_id={request_id}" if request_id else ""
        if record.exc_info and record.exc_info[1]:
            line += "".join(f"\n  {place}" for place in places_of(record.exc_info[1]))
        return line


def set_up_logs() -> None:
    """Let this process log to stderr, in the form that SITREP_LOG names; lines for single requests are for machines."""
    is_json = os.environ.get("SITREP_LOG") == "json"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if is_json else PlainLines())
    ours = logging.getLogger("sitrep")
    ours.handlers, ours.propagate = [handler], False
    ours.setLevel(logging.INFO)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if is_json else logging.WARNING)
    for name in ["", *logging.root.manager.loggerDict]:
        for other in logging.getLogger(name).handlers:  # Streamlit's and the server's own
            other.setFormatter(handler.formatter)


def places_of(error: BaseException) -> list[str]:
    """The error and its causes, each by type and the code it went through, outermost first.

    >>> places_of(ValueError("Camp Taji"))
    ['ValueError']
    """
    lines, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        telling = isinstance(error, TELLING) or hasattr(error, "sqlite_errorname")  # SQLite's own words
        lines.append(type(error).__name__ + (f": {error}" if telling else ""))
        lines += [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines


def _at(record: logging.LogRecord) -> str:
    return written(datetime.fromtimestamp(record.created, UTC))
