"""Whatever stands where in a corpus file, reading it gives documents or faults, never a traceback."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import FORMATS
from tests.exports.conformance import CONFORMANCE, entries, first_line
from tests.exports.test_round_trip import SCHEME

KEYS = (
    *(
        "text",
        "data",
        "id",
        "entities",
        "ents",
        "spans",
        "cats",
        "sc",
        "label",
        "start",
        "end",
        "meta",
        "title",
        "date",
    ),
    *(
        "tokens",
        "words",
        "ner_tags",
        "labels",
        "attack_report",
        "paragraphs",
        "sentences",
        "orth",
        "ner",
        "raw",
        "value",
    ),
    *("%FEATURE_STRUCTURES", "%VIEWS", "%TYPES", "%MEMBERS", "%SOFA", "%ID", "%TYPE", "%RANGE", "@sofa", "begin"),
    *("sofaString", "sofaID", "documentId"),
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 40)
    | st.integers(10**300, 10**301)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6)
    | st.sampled_from(["O", "B-BASE", "I-BASE", "uima.cas.Sofa", "Taji burned", "yes", "1", "\ud800", "\0"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=2), inner),
    max_leaves=20,
)
READERS = ("spacy-json", "hf", "uima-cas")


def read(key: str, data: bytes, name: str = "x.y", beside=None) -> None:
    reading = FORMATS[key].read(data, file=name, scheme=SCHEME, annotator=None, beside=beside)
    first_line(reading)
    assert reading.documents or reading.n_faults or reading.not_carried
    for one in reading.documents:
        for layer in one.annotations:
            assert all(0 <= span.start < span.end <= len(one.document.text) and span.label for span in layer.spans)
        json.dumps([one.document.id, dict(one.document.meta)], ensure_ascii=False).encode()


@pytest.mark.parametrize("key", READERS)
@given(value=ANYTHING)
def test_any_json_under_the_keys_that_are_known(key, value):
    read(key, json.dumps(value).encode())


@pytest.mark.parametrize("key", ["spacy-json"])
@given(text=st.just("Taji burned") | LEAVES, said=st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_any_pair(key, text, said):
    read(key, json.dumps([[text, said]]).encode())


@pytest.mark.parametrize("key", READERS)
@given(records=st.lists(st.dictionaries(st.sampled_from(KEYS), ANYTHING), min_size=1, max_size=3))
def test_any_records(key, records):
    read(key, "\n".join(map(json.dumps, records)).encode())


FILES = [
    (key, entry)
    for key, folder in {"brat": "brat", "conll": "conll", "webanno": "webanno", "uima-cas": "uima-cas"}.items()
    for entry in entries(lambda entry, folder=folder: entry["file"].startswith(f"{folder}/"))
] + [("spacy-json", entry) for entry in entries(lambda entry: entry["format"].startswith("spacy-v2"))]


@pytest.mark.parametrize(("key", "entry"), FILES, ids=lambda one: one["file"] if isinstance(one, dict) else one)
@given(data=st.data())
def test_a_real_file_with_some_bytes_changed(key, entry, data):
    path = CONFORMANCE / entry["file"]
    good = path.read_bytes()
    at = data.draw(st.integers(0, max(0, len(good) - 1)))
    put = data.draw(st.sampled_from([b"", b"\t", b"\n", b" ", b"9", b"|", b"[", b'"', b"\xff", b"-", b"O"]))
    changed = good[:at] + put + good[at + data.draw(st.integers(0, 3)) :]
    text = path.with_suffix(".txt")
    read(key, changed, path.name, beside=lambda name: text.read_bytes() if name == text.name else None)
