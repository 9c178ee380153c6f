import json
from pathlib import Path

import pytest

from labeling.core.layer import Layer, fold
from labeling.core.operation import Operation

CASES = json.loads((Path(__file__).parents[1] / "cases" / "layers.json").read_text("utf-8"))


def operation(message: dict) -> Operation:
    payload = {key: value for key, value in message.items() if key not in ("op_id", "group_id", "kind", "seq", "at")}
    return Operation(message["op_id"], message["kind"], payload, message.get("group_id"), message.get("seq", 0))


def shown(layer: Layer) -> dict:
    """The layer as the cases show it."""
    keys = ("span_id", "start", "end", "label", "attributes", "origin")
    return {
        "spans": [{key: getattr(span, key) for key in keys} for span in layer.spans.values()],
        "answers": {name: {"value": a.value, "reason": a.reason} for name, a in layer.answers.items()},
        "note": layer.note,
        "rejected": sorted(map(list, layer.rejected)),
        "background": sorted(map(list, layer.background)),
        "state": layer.state,
        "undo": layer.undo,
        "redo": layer.redo,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_operations_fold_to_the_same_layer_as_in_the_browser(case):
    expected = {"rejected": [], "background": []} | case["expect"]
    assert shown(fold(operation(message) for message in case["operations"])) == expected
