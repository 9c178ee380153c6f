"""Whatever bytes a file holds, reading it gives documents or faults with a place, never a traceback."""

import json

from hypothesis import given
from hypothesis import strategies as st

from exports.formats import jsonl, txt
from exports.formats.jsonl_document import KEYS as DOCUMENT_KEYS
from exports.formats.jsonl_layers import KEYS as LAYER_KEYS
from exports.formats.jsonl_spans import KEYS as SPAN_KEYS
from labeling.core.annotation import AnnotatedDocument
from tests.exports.corpus import reports
from tests.exports.test_round_trip import SCHEME

GOOD = b"".join(jsonl.write(reports(3)))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["yes", "ACTOR"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", *LAYER_KEYS, *SPAN_KEYS]) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=12,
)
RECORDS = st.dictionaries(
    st.sampled_from([*DOCUMENT_KEYS, "spans", "annotations", "attack_report", "attack_report_reason"]), ANYTHING
)


def check(reading):
    assert all(isinstance(document, AnnotatedDocument) for document in reading.documents)
    assert all(fault.message.startswith("x.") for fault in reading.faults)
    json.dumps([fault.message for fault in reading.faults]).encode()


@given(RECORDS)
def test_any_json_under_the_keys_we_know(record):
    record.setdefault("text", "Rockets hit.")
    check(jsonl.read(json.dumps(record).encode(), file="x.jsonl", scheme=SCHEME))


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=6), st.integers(0, 6))
def test_a_good_file_with_some_bytes_changed(at, put, n_removed):
    data = GOOD[:at] + put + GOOD[at + n_removed :]
    check(jsonl.read(data, file="x.jsonl", scheme=SCHEME))


@given(st.binary(max_size=40))
def test_any_bytes_as_text(data):
    check(txt.read(data, file="x.txt", scheme=SCHEME))
    check(jsonl.read(data, file="x.jsonl", scheme=SCHEME))
