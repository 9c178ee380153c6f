"""What is written is read again as it was, whatever the documents hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.formats import jsonl
from labeling.core.annotation import STATES, AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.scheme_file import read_scheme
from labeling.core.span import Span
from labeling.store.annotations import annotated_documents
from labeling.store.database import open_database
from labeling.workflow.load import load_documents
from tests.exports.conftest import ROOT

SCHEME = read_scheme((ROOT / "seeds" / "scheme.toml").read_text("utf-8"), where="scheme.toml")
CHARACTERS = st.characters(exclude_characters="\0", exclude_categories=("Cs",))
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60).filter(str.strip)
NAMES = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=20).filter(
    lambda n: n == n.strip() and n
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**80), 2**80) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
ANSWERS = st.one_of(
    st.just({}),
    st.builds(lambda value: {"attack_report": Answer(value)}, st.sampled_from(["yes", "no", "unsure"])),
    st.just({"attack_report": Answer("no", "threat")}),
)


@st.composite
def spans(draw, text: str) -> tuple[Span, ...]:
    by_place = {}
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        label = draw(st.sampled_from(SCHEME.labels))
        attributes = {}
        for attribute in draw(st.lists(st.sampled_from(label.attributes), max_size=2)):
            values = st.sampled_from(attribute.values) if attribute.values else st.integers(0, 2**53 - 1)
            attributes[attribute.name] = draw(values)
        origin = draw(st.sampled_from(["hand", "import", "mention", "suggestion:3"]))
        span = Span(start, end, label.name, attributes, origin)
        by_place[span.place] = span
    return tuple(by_place[place] for place in sorted(by_place))


@st.composite
def annotated(draw) -> AnnotatedDocument:
    text = draw(TEXTS)
    optional = st.none() | TEXTS
    document = Document(
        id=draw(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(str.strip)),
        text=text,
        title=draw(optional),
        source=draw(optional),
        url=draw(optional),
        published=draw(st.none() | st.dates().map(str) | st.datetimes().map(lambda at: at.isoformat())),
        language=draw(optional),
        meta=draw(st.dictionaries(TEXTS, JSON, max_size=3)),
    )
    authors = draw(st.lists(NAMES, unique=True, max_size=3))
    layers = tuple(
        Annotation(
            author=author,
            spans=draw(spans(text)),
            answers=draw(ANSWERS),
            note=draw(optional),
            state=draw(st.sampled_from(STATES)),
            author_kind=draw(st.sampled_from(["person", "import", "gold"])),
        )
        for author in authors
    )
    return AnnotatedDocument(document, layers)


@given(st.lists(annotated(), max_size=4, unique_by=lambda one: one.document.id))
def test_jsonl_gives_back_what_it_was_given(documents):
    reading = jsonl.read(b"".join(jsonl.write(documents)), file="out.jsonl", scheme=SCHEME)
    assert reading.faults == [] or not documents
    assert reading.documents == documents
    assert [one.document.meta for one in reading.documents] == [one.document.meta for one in documents]
    for read, written in zip(reading.documents, documents, strict=True):
        assert [layer.answers for layer in read.annotations] == [layer.answers for layer in written.annotations]


@given(annotated(), NAMES)
def test_flat_jsonl_gives_back_one_layers_spans_and_answers(one, author):
    layer = one.annotations[0] if one.annotations else None
    reading = jsonl.read(
        b"".join(jsonl.write_one_layer([(one, layer)], SCHEME)), file="out.jsonl", scheme=SCHEME, annotator=author
    )
    assert reading.faults == []
    (read,) = reading.documents
    assert read.document == one.document
    if layer and (layer.spans or layer.answers):
        (back,) = read.annotations
        assert (back.author, back.state, back.answers) == (author, "done", layer.answers)
        assert [(span.place, span.attributes) for span in back.spans] == [(s.place, s.attributes) for s in layer.spans]
    else:
        assert read.annotations == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(annotated(), min_size=1, max_size=3, unique_by=lambda one: one.document.id))
def test_a_database_gives_back_what_it_was_given(tmp_path_factory, documents):
    db = open_database(tmp_path_factory.mktemp("round_trip") / "one.db")
    kinds = {}
    for one in documents:  # in one database an author has one kind
        for layer in one.annotations:
            kinds.setdefault(layer.author, layer.author_kind)
    load_documents(db, documents)
    written = b"".join(jsonl.write(annotated_documents(db)))
    reading = jsonl.read(written, file="out.jsonl", scheme=SCHEME)
    assert reading.faults == []
    assert [one.document for one in reading.documents] == [one.document for one in documents]
    for read, given_ in zip(reading.documents, documents, strict=True):
        layers = {layer.author: layer for layer in read.annotations}
        for layer in given_.annotations:
            back = layers[layer.author]
            assert (back.spans, back.answers, back.note, back.state) == (
                layer.spans, layer.answers, layer.note, layer.state,
            )  # fmt: skip
            assert back.author_kind == kinds[layer.author]
    db.conn.close()
