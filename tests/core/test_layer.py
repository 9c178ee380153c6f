import json
from pathlib import Path

import pytest

from labeling.core.layer import fold
from labeling.core.operation import Operation

CASES = json.loads((Path(__file__).parents[1] / "cases" / "layers.json").read_text("utf-8"))


def operation(message: dict) -> Operation:
    payload = {key: value for key, value in message.items() if key not in ("op_id", "group_id", "kind", "seq", "at")}
    return Operation(message["op_id"], message["kind"], payload, message.get("group_id"), message.get("seq", 0))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_operations_fold_to_the_same_layer_as_in_the_browser(case):
    layer = fold(operation(message) for message in case["operations"])
    spans = [
        {
            "span_id": span_id,
            "start": span.start,
            "end": span.end,
            "label": span.label,
            "attributes": dict(span.attributes),
            "origin": span.origin,
        }
        for span_id, span in layer.spans.items()
    ]
    found = {
        "spans": spans,
        "answers": {name: {"value": a.value, "reason": a.reason} for name, a in layer.answers.items()},
        "note": layer.note,
        "state": layer.state,
        "undo": layer.undo,
        "redo": layer.redo,
    }
    expected = case["expect"]
    by_id = lambda spans: sorted(spans, key=lambda span: span["span_id"])  # noqa: E731
    assert found | {"spans": by_id(spans)} == expected | {
        "spans": by_id([{key: span[key] for key in spans[0]} if spans else span for span in expected["spans"]])
    }
