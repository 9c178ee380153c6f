"""A layer that its author changed in two projects apart: what must be mended once their operations are one log."""

import hashlib
from collections.abc import Sequence

from labeling.core.clock import later
from labeling.core.layer import fold
from labeling.core.operation import Operation
from labeling.core.scheme import Scheme


def mendings(log: Sequence[Operation], scheme: Scheme, *, key: str, is_changed_in_both: bool) -> list[Operation]:
    """The operations that mend the layer of this log, oldest first; none where nothing needs it.

    Of two spans that mark the same characters with the same label the one that came first stays; a load that counts
    from an earlier time is enough for two. In a layer changed in both projects an attribute that the label of its span
    does not have is taken off: one changed the label, the other the attribute. Ids and times follow from the log and
    `key` alone, so that either project merged into the other gets the same operations.
    """
    places, found = set(), []
    at = log[-1].at if log else ""
    for span in fold(log).spans.values():
        label = scheme.label(span.label) if is_changed_in_both else None
        fitting = {name: value for name, value in span.attributes.items() if label is None or label.attribute(name)}
        if span.place in places:
            found.append(("span.remove", {"span_id": span.span_id}))
        elif fitting != span.attributes:
            found.append(("span.change", {"span_id": span.span_id, "attributes": fitting}))
        places.add(span.place)
    operations = []
    for kind, payload in found:
        at = later(at, at)
        content = "\n".join((key, log[-1].op_id, kind, payload["span_id"]))
        digest = hashlib.sha256(content.encode()).hexdigest()[:32]
        operations.append(Operation(f"merge-{digest}", kind, payload, at=at))
    return operations
