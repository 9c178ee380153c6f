"""Makes operations as the page sends them."""

import uuid

from labeling.core.span import Span


def added(text: str, span: Span, **more) -> dict:
    """A span.add message for `span` of `text`."""
    return message(
        "span.add",
        span_id=more.pop("span_id", str(uuid.uuid4())),
        start=span.start,
        end=span.end,
        label=span.label,
        quote=span.quote(text),
        **more,
    )


def message(kind: str, **more) -> dict:
    more.setdefault("op_id", str(uuid.uuid4()))
    more.setdefault("group_id", None if kind.startswith(("work.", "group.")) else str(uuid.uuid4()))
    return {"kind": kind, **more}
