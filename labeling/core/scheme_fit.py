"""Whether what a stored operation says means anything under another scheme than it was made under."""

from collections.abc import Mapping
from typing import Any

from labeling.core.errors import OperationError
from labeling.core.operation import check_answer, check_attributes, check_label
from labeling.core.scheme import Scheme

PLACE = "This operation"


def misfit(kind: str, payload: Mapping[str, Any], scheme: Scheme) -> str | None:
    """What the scheme does not know, as a sentence; None where it knows all labels, attributes and answers."""
    try:
        for marks in (payload, *payload.get("spans", ())):
            if "label" in marks:
                check_label(marks["label"], scheme, where=PLACE)
                check_attributes(marks.get("attributes") or {}, marks["label"], scheme, where=PLACE)
        if kind == "answer.set":
            check_answer(payload["question"], payload["value"], payload.get("reason"), scheme, where=PLACE)
        for question, answer in payload.get("answers", {}).items():
            check_answer(question, answer["value"], answer.get("reason"), scheme, where=PLACE)
    except OperationError as error:
        return str(error).removeprefix(f"{PLACE}: ")
    return None
