"""Whatever stands where in the file of another tool, reading it gives documents or faults, never a traceback."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.formats import FORMATS, jsonl
from exports.formats.reading import Reading
from tests.exports.corpus import reports
from tests.exports.test_round_trip import SCHEME

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**400)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["yes", "accept", "labels", "\ud800", "\0", "attack_report=yes", "submitted", "true"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "start", "label", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
SPAN = {
    "start": 2,
    "end": 9,
    "label": "WEAPON",
    "text": "Rockets",
    "attributes": {"kind": "rocket"},
    "answer": "accept",
}
TEXT = "🚨 Rockets hit."
REGION = {
    "id": "r", "type": "labels", "from_name": "ner", "to_name": "text", "score": 0.5,
    "value": {"start": 2, "end": 9, "text": "Rockets", "labels": ["WEAPON"]},
}  # fmt: skip
CHOICES = [
    {"id": "r", "type": "choices", "from_name": "kind", "value": {"start": 2, "end": 9, "choices": ["rocket"]}},
    {"type": "choices", "from_name": "attack_report", "value": {"choices": ["yes"]}},
    {"type": "relation", "from_id": "r", "to_id": "r"},
]
RECORDS = {
    "prodigy": [
        {
            "text": TEXT, "spans": [SPAN], "tokens": [{"text": "Rockets", "start": 2, "end": 9, "id": 0}],
            "accept": ["attack_report=yes"], "answer": "accept", "_annotator_id": "amal", "_is_binary": False,
            "relations": [{"head": 0}], "versions": [{"spans": [SPAN]}], "meta": {"a": 1}, "title": "t", "id": 3,
        },
        {"text": TEXT, "spans": [SPAN | {"score": 0.5, "source": "m"}], "label": "yes"},
    ],
    "doccano": [
        {"id": 1, "text": TEXT, "label": [[3, 10, "WEAPON"]], "Comments": ["c"], "annotator": "amal", "state": "open"},
        {
            "text": TEXT, "cats": ["yes"], "relations": [{"from_id": 1, "to_id": 1}], "offset_unit": "utf16",
            "entities": [{"id": 1, "label": "A", "start_offset": 3, "end_offset": 10}],
        },
        {"text": TEXT, "annotations": [{"label": 3, "start_offset": 3, "end_offset": 10, "user": 2}, {"label": 4}]},
    ],
    "label-studio": [
        {
            "id": 1, "data": {"text": TEXT, "ref": "a"}, "drafts": [], "meta": {"x": 1},
            "annotations": [{"completed_by": {"email": "a@b.c"}, "result": [REGION, *CHOICES], "was_cancelled": False}],
            "predictions": [{"model_version": "m", "score": 0.1, "result": [REGION, *CHOICES]}, 4],
        },
        {"id": 2, "data": {"body": TEXT}, "completions": [{"result": [[REGION | {"source": "$body"}]]}]},
    ],
    "label-studio-min": [
        {
            "id": 1, "text": TEXT, "annotator": 1, "annotation_id": 2, "lead_time": 1.0, "attack_report": "yes",
            "ner": [REGION["value"]], "why": {"choices": ["a", "b"]}, "ref": "x",
        },
    ],
    "argilla": [
        {
            "id": "r", "fields": {"text": TEXT}, "metadata": {"a": 1}, "vectors": {}, "status": "pending",
            "suggestions": {"s": {"value": [SPAN], "score": 0.5, "agent": "m"}},
            "responses": {"s": [{"value": [SPAN], "user_id": "u"}], "attack_report": [{"value": "yes"}]},
        },
        {
            "id": "r", "text": TEXT, "s.responses": [[SPAN], ["yes"]], "s.responses.users": ["u", "v"],
            "s.responses.status": ["submitted", "draft"], "s.suggestion": [SPAN], "s.suggestion.score": 0.5,
        },
    ],
    "potato": [
        {
            "id": "1", "displayed_text": TEXT, "label_annotations": {"attack_report": {"yes": "true"}},
            "span_annotations": [{"start": 3, "end": 10, "span": "Rockets", "annotation": "WEAPON"}],
        },
        {
            "user_id": "u",
            "instance_id_to_label_to_value": {"1": [[{"schema": "attack_report", "name": "yes"}, "true"]]},
            "instance_id_to_span_to_value": {"1": {"ner": [{"start": 2, "end": 9, "label": "A"}]}},
        },
        {"id": "1", "annotation": {"attack_report": ["yes"]}},
    ],
}  # fmt: skip
WRITTEN = [key for key in ("prodigy", "doccano", "label-studio", "csv") if FORMATS[key].read]


def beside(name: str) -> bytes | None:
    return json.dumps([{"id": "1", "text": TEXT}]).encode() if name == "data.json" else None


def check(key: str, data: bytes) -> Reading:
    reading = FORMATS[key].read(data, file="x.json", scheme=SCHEME, annotator=None, beside=beside)
    assert all(fault.message.startswith(("x.json", "data.json")) for fault in reading.faults)
    json.dumps([fault.message for fault in reading.faults] + reading.warnings, ensure_ascii=False).encode()
    assert b"".join(jsonl.write(reading.documents)) or not reading.documents
    spans = [
        (one.document.text, span) for one in reading.documents for layer in one.annotations for span in layer.spans
    ]
    ids = [one.document.id for one in reading.documents]
    texts = {one.document.id: one.document.text for one in reading.documents if ids.count(one.document.id) == 1}
    spans += [(texts[one.document_id], one.span) for one in reading.proposals if one.document_id in texts]
    assert all(0 <= span.start < span.end <= len(text) and span.label.strip() for text, span in spans)
    assert reading.documents or reading.faults
    return reading


def places_in(value: object, place: tuple = ()) -> list[tuple]:
    """The place of every value in this one, itself included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for key, one in inner for found in places_in(one, (*place, key)))]


@pytest.mark.parametrize("key", RECORDS)
def test_the_records_are_good_before_they_are_damaged(key):
    reading = check(key, json.dumps(RECORDS[key]).encode())
    assert reading.faults == []
    assert any(layer.spans for one in reading.documents for layer in one.annotations)


@pytest.mark.parametrize("key", RECORDS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_anything_in_the_place_of_anything(key, data):
    records = copy.deepcopy(RECORDS[key])
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(places_in(records)[1:] or [(0,)]))
        holder = records
        for step in place[:-1]:
            holder = holder[step]
        if isinstance(holder, dict) and data.draw(st.booleans()):
            del holder[place[-1]]
        else:
            holder[place[-1]] = data.draw(ANYTHING)
    check(key, json.dumps(records).encode())


@pytest.mark.parametrize("key", WRITTEN)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_good_file_with_some_bytes_changed(key, data):
    format = FORMATS[key]
    good = b"".join(format.write(reports(2))) if format.write else dict(format.write_files(reports(2)))["documents.csv"]
    at = data.draw(st.integers(0, len(good) - 1))
    put, n_removed = data.draw(st.binary(max_size=6)), data.draw(st.integers(0, 6))
    check(key, good[:at] + put + good[at + n_removed :])


@pytest.mark.parametrize("key", [*RECORDS, "csv"])
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.binary(max_size=40) | st.text("[]{},:\"'\n\t0a;", max_size=30).map(str.encode))
def test_any_bytes(key, content):
    check(key, content)


@pytest.mark.parametrize("key", RECORDS)
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'[{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}]",
        b'[{"text": "a b", "start": ' + b"9" * 5000 + b"}]",
        b'[{"text": NaN}]',
        b'[{"text": "a b", "text": "c d"}]',
        b'[{"text": "a b"},',
        b'[{"text": "a b"}] []',
        b"[1, 2]",
        b"\xff\xfe[",
        b"",
        b"[]",
        b'{"text": "a\\u0000b"}',
        b'{"text": "a\\ud800b"}',
    ],
)
def test_what_is_no_json_that_can_be_taken_is_a_fault(key, content):
    assert check(key, content).faults


@settings(max_examples=100)
@given(
    st.lists(
        st.lists(st.sampled_from(["Rockets hit.", "0", "7", "-1", "yes", "amal", "", "WEAPON", '"', "{}"]) | st.text()),
        max_size=4,
    )
)
def test_any_cells_in_a_table(rows):
    header = "id,text,start,end,label,annotator,attack_report,meta"
    lines = [",".join(cells) for cells in rows]
    check("csv", "\n".join([header, *lines]).encode("utf-8", "surrogatepass"))
