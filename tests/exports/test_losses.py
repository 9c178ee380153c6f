"""What a format says it loses is what it loses: no more, no less, and what is counted is gone."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from exports.formats import FORMATS, jsonl
from exports.formats.jsonl_layers import FLAT_LOSSES
from exports.formats.losses import COUNTED, FIELDS, Loss, loses
from exports.formats.reading import Reading
from exports.sources import is_companion
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import FileRefused
from labeling.core.scheme import Scheme
from labeling.core.span import Span
from tests.exports.conftest import ROOT
from tests.exports.test_round_trip import SCHEME
from tests.exports.whole_documents import ODD, documents
from tests.exports.without import told, without

WRITTEN = [key for key, format in FORMATS.items() if format.write or format.write_files]
SCHEMES = {"default": SCHEME, "odd": ODD}
DROPPED = (
    "spans of blanks alone",
    "spans on the same tokens",
    "spans overlapping longer ones",
    "spans of line ends alone",
    "spans at the same place",
)
PROPOSED = "spans of unfinished layers, which become suggestions"
quick = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def there_and_back(
    key: str, given_: list[AnnotatedDocument], scheme: Scheme, left_out: Counter | None = None
) -> Reading:
    """What this format reads of what it writes."""
    format = FORMATS[key]
    counted = {} if left_out is None else {"left_out": left_out}
    if format.write:
        files = {f"x{format.suffixes[0]}": b"".join(format.write(given_, **counted))}
    else:
        files = dict(format.write_files(given_, **counted))
    whole = Reading()
    for name, data in files.items():
        if not is_companion(name, files) and name.endswith(format.suffixes):
            whole.add(format.read(data, file=name, scheme=scheme, beside=files.get))
    assert whole.faults == []
    return whole


def drawn(data, key: str, scheme: Scheme) -> list[AnnotatedDocument]:
    found = data.draw(documents(scheme, most_layers=1 if Loss.ONE_LAYER in FORMATS[key].losses else 3))
    assume(key != "conll" or all("-DOCSTART-" not in one.document.text for one in found))
    return found


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize("key", [key for key in WRITTEN if key != "parquet"])
@quick
@given(data=st.data())
def test_a_format_gives_back_all_but_what_it_says_it_loses(key, scheme, data):
    check_losses(key, scheme, data)


@settings(quick, max_examples=3)  # each table is read in a process of its own
@given(data=st.data())
def test_parquet_gives_back_all_but_what_it_says_it_loses(data):
    check_losses("parquet", ODD, data)


def check_losses(key: str, scheme: Scheme, data) -> None:
    given_, losses = drawn(data, key, scheme), FORMATS[key].losses
    back = there_and_back(key, given_, scheme).documents
    assert told(back, losses) == told(without(given_, losses, scheme), losses)


@pytest.mark.parametrize(("key", "loss"), [(key, loss) for key in WRITTEN for loss in FORMATS[key].losses])
def test_a_loss_that_is_said_does_happen(key, loss):
    if loss is Loss.ONE_LAYER:
        two = AnnotatedDocument(Document("r1", "Taji"), (Annotation("Amal"), Annotation("Badr")))
        with pytest.raises(FileRefused, match="has 2 layers"):
            there_and_back(key, [two], ODD)
        return
    others = [one for one in FORMATS[key].losses if one is not loss]
    backs = [there_and_back(key, [one], ODD).documents for one in ONE_OF_EACH]
    kept = [told(without([one], others, ODD), others) for one in ONE_OF_EACH]
    assert [told(back, others) for back in backs] != kept


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
@quick
@given(data=st.data())
def test_the_flat_shape_gives_back_all_but_what_it_says_it_loses(scheme, data):
    given_ = data.draw(documents(scheme, most_layers=1))
    pairs = [(one, one.annotations[0] if one.annotations else None) for one in given_]
    written = b"".join(jsonl.write_one_layer(pairs, scheme))
    back = jsonl.read(written, file="x.jsonl", scheme=scheme).documents
    assert told(back, FLAT_LOSSES) == told(without(given_, FLAT_LOSSES, scheme), FLAT_LOSSES)


TEXT = "Camp Taji.\r\nRockets hit  Balad twice \n"
SAID = {"n": Answer("yes", "x, y"), "label": Answer("may-be")}
MARKS = (
    Span(0, 9, "B", {"label": "a b"}, "mention", "s1"),
    Span(5, 9, "I-1_O", {"n": -3}),
    Span(12, 14, "B"),
    Span(20, 22, "B", {"n": 1}),
    Span(25, 38, "I-1_O"),
)
LAYER = Annotation("Amal", MARKS, SAID, "look", "done", "gold", ((0, 10),))
WITH_ALL = {
    "title": "",
    "source": "ap",
    "url": "http://x",
    "published": "2022-01-05",
    "language": "en",
    "meta": {"a": 1},
}
ONE_OF_EACH = (
    AnnotatedDocument(Document("a/b", TEXT, **WITH_ALL), (LAYER,)),
    AnnotatedDocument(Document("r2", TEXT), (Annotation("Amal", MARKS[:1], state="open"),)),
    AnnotatedDocument(Document("r3", TEXT), (Annotation("Amal", MARKS[:1], state="skipped"),)),
    AnnotatedDocument(Document("r4", TEXT), (Annotation("Amal", answers={"n": Answer("yes")}),)),
)


@pytest.mark.parametrize("key", [key for key in WRITTEN if set(FORMATS[key].losses) & {*COUNTED, Loss.EDGES}])
@quick
@given(data=st.data())
def test_what_a_writer_counts_is_what_is_gone(key, data):
    given_, left_out, losses = drawn(data, key, ODD), Counter(), FORMATS[key].losses
    reading = there_and_back(key, given_, ODD, left_out)
    before, after = (held(documents_) for documents_ in (given_, reading.documents))
    if Loss.UNFINISHED in losses:
        for kind, proposed in (("spans", PROPOSED), ("answers", "answers of unfinished layers")):
            assert left_out[f"{kind} of skipped layers"] + left_out[proposed] == before[kind] - after[kind]
        assert left_out[PROPOSED] == len(reading.proposals)
        assert left_out["unfinished layers"] == before["layers"] - after["layers"]
    else:
        for kind in ("answers", "attributes"):
            assert (
                left_out[kind]
                + reading.not_carried[f"x{FORMATS[key].suffixes[0]}", "document labels"] * (kind == "answers")
                == before[kind] - after[kind]
            ), kind
        assert sum(left_out[kind] for kind in DROPPED) == before["spans"] - after["spans"]
    for kind in ("notes", "stretches of background"):
        assert left_out[kind] == before[kind] - after[kind]
    if Loss.REASONS in losses:
        assert left_out["reasons of answers"] == before["reasons"] - after["reasons"]
    if Loss.EDGES in losses and Loss.SPACING not in losses:
        assert left_out["edges inside tokens"] == n_moved(given_, reading.documents)
    assert left_out[Loss.IDS] + left_out[Loss.FILE_NAMES] == n_changed("id", given_, reading.documents)
    for kind, name in (kinds for loss in losses for kinds in FIELDS.get(loss, {}).items()):
        if name not in ("id", "title"):  # a first line that looks like a title may be the one that was lost
            assert left_out[kind] == n_changed(name, given_, reading.documents), kind
    of_spans = (*DROPPED, Loss.EDGES, Loss.ATTRIBUTES) if {Loss.EDGES, Loss.LINE_ENDS} & {*losses} else ()
    assert set(left_out) <= names_of(losses).union(of_spans)


def names_of(losses: tuple[Loss, ...]) -> set[str]:
    """What may be counted where these are lost."""
    kinds = {kind for table in (FIELDS, COUNTED) for loss in losses for kind in table.get(loss, ())}
    return kinds | {Loss.FILE_NAMES} & {*losses}


def held(documents_: list[AnnotatedDocument]) -> Counter[str]:
    layers = [layer for one in documents_ for layer in one.annotations]
    return Counter(
        {
            "layers": len(layers),
            "spans": sum(len(layer.spans) for layer in layers),
            "attributes": sum(len(span.attributes) for layer in layers for span in layer.spans),
            "answers": sum(len(layer.answers) for layer in layers),
            "reasons": sum(answer.reason is not None for layer in layers for answer in layer.answers.values()),
            "notes": sum(layer.note is not None for layer in layers),
            "stretches of background": sum(len(layer.background) for layer in layers),
        }
    )


def n_changed(name: str, given_: list[AnnotatedDocument], back: list[AnnotatedDocument]) -> int:
    """Documents that had something in this field and have something else now, or nothing."""
    pairs = [[getattr(one.document, name) for one in documents_] for documents_ in (given_, back)]
    return sum(bool(before) and before != after for before, after in zip(*pairs, strict=True))


def n_moved(given_: list[AnnotatedDocument], back: list[AnnotatedDocument]) -> int:
    """Spans that come back where none lay before."""
    places = [
        [{span.place for layer in one.annotations for span in layer.spans} for one in documents_]
        for documents_ in (given_, back)
    ]
    return sum(len(after - before) for before, after in zip(*places, strict=True))


@pytest.mark.parametrize("loss", Loss)
def test_every_loss_is_explained_in_the_docs(loss):
    assert f"\n| {loss} | " in (ROOT / "docs" / "formats.md").read_text("utf-8")


@pytest.mark.parametrize("key", FORMATS)
def test_the_words_say_every_loss(key):
    format = FORMATS[key]
    assert format.loses.endswith(loses("", format.losses))
    assert bool(format.losses) <= bool(format.write or format.write_files)
