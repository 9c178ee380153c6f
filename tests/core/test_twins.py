"""The fold and the offsets in the browser's language give what they give in Python, on random input."""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from labeling.core.layer import fold
from tests.core.test_layer import operation, shown

ROOT = Path(__file__).resolve().parents[2]
MODULES = (ROOT / "labeling" / "components" / "workspace").as_uri()
SCRIPT = f"""
import {{ fold }} from "{MODULES}/layer.mjs";
import {{ indexOf, toCodePoint, toUnit }} from "{MODULES}/offsets.mjs";
import {{ readFileSync }} from "node:fs";
const {{ logs, texts }} = JSON.parse(readFileSync(0, "utf-8"));
const layers = logs.map((log) => {{
  const layer = fold(log);
  const parts = (place) => place.split(" ").map((part, at) => (at < 2 ? Number(part) : part));
  const rejected = [...layer.rejected].map(parts);
  const bySize = (a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1);
  const background = [...layer.background.values()].sort(bySize);
  return {{ ...layer, spans: [...layer.spans.values()], rejected: rejected.sort(bySize), background }};
}});
const units = texts.map((text) => {{
  const index = indexOf(text);
  const n = [...text].length;
  const there = Array.from({{ length: n + 1 }}, (_, place) => toUnit(index, place));
  return [there, there.map((unit) => toCodePoint(index, unit))];
}});
console.log(JSON.stringify({{ layers, units }}));
"""


def random_log(chance: random.Random) -> list[dict]:
    spans, groups = [f"s{n}" for n in range(4)], [f"g{n}" for n in range(4)]
    log = []
    for number in range(chance.randint(0, 25)):
        kind = chance.choice(
            ["span.add"] * 4 + ["span.change", "span.remove", "answer.set", "note.set", "work.submit", "work.skip"]
            + ["work.reopen", "group.undo", "group.undo", "group.redo", "layer.load", "suggestion.reject"]
            + ["background.set"] * 2
        )  # fmt: skip
        log.append({"op_id": f"o{number}", "kind": kind, "group_id": None, "seq": number + 1} | keys_of(kind, chance))
        if kind.startswith(("span", "answer", "note", "suggestion", "background")):
            log[-1]["group_id"] = chance.choice(groups)
        if "span_id" in log[-1]:
            log[-1]["span_id"] = chance.choice(spans)
        if kind.startswith("group."):
            log[-1]["target"] = chance.choice(groups)
    return log


def keys_of(kind: str, chance: random.Random) -> dict:
    start = chance.randint(0, 3)
    place = {"start": start, "end": start + chance.randint(1, 3), "quote": "x"}
    label, attributes = chance.choice(["BASE", "ACTOR"]), chance.choice([{}, {"site": "base"}])
    loaded = {
        "span_id": f"f{chance.randint(0, 3)}",
        **place,
        "label": label,
        "attributes": attributes,
        "origin": "hand",
    }
    return {
        "span.add": {"span_id": "", **place, "label": label, "attributes": attributes},
        "span.change": {"span_id": ""} | chance.choice([place, {"label": label}, {"attributes": attributes}]),
        "span.remove": {"span_id": ""},
        "answer.set": {
            "question": "q",
            "value": chance.choice(["yes", "no", None]),
            "reason": chance.choice([None, "r"]),
        },
        "note.set": {"text": chance.choice(["", "a"])},
        "layer.load": {
            "spans": [loaded],
            "answers": chance.choice([{}, {"q": {"value": "no", "reason": None}}]),
            "note": chance.choice([None, "b"]),
            "background": chance.choice([[], [[0, 1]]]),
            "state": chance.choice(["open", "done"]),
        },
        "suggestion.reject": {**place, "label": label},
        "background.set": {"start": start, "end": start + 1, "value": chance.random() < 0.6},
    }.get(kind, {})


def random_text(chance: random.Random) -> str:
    planes = [(32, 126), (0x600, 0x6FF), (0x300, 0x36F), (0x1F300, 0x1FAFF), (0x2000, 0x206F), (0x10000, 0x10FFFF)]
    return "".join(chr(chance.randint(*chance.choice(planes))) for _ in range(chance.randint(0, 40)))


def test_the_browser_folds_and_counts_as_python_does():
    node = shutil.which("node")
    if node is None:
        if os.environ.get("SITREP_REQUIRE_NODE"):
            pytest.fail("node is missing, and this run requires it.")
        pytest.skip("node is not installed.")
    chance = random.Random(7)
    logs, texts = [random_log(chance) for _ in range(1_000)], [random_text(chance) for _ in range(1_000)]
    command = [node, "--input-type=module", "-e", SCRIPT]
    run = subprocess.run(command, input=json.dumps({"logs": logs, "texts": texts}), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    for log, layer in zip(logs, found["layers"], strict=True):
        assert shown(fold(map(operation, log))) == layer, log
    for text, (units, back) in zip(texts, found["units"], strict=True):
        assert units == [len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)]
        assert back == list(range(len(text) + 1))
