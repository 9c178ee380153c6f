import pytest

from labeling.core.errors import SchemeChanged, UnknownDocument
from labeling.core.layer import fold
from labeling.store.operations import operations_of
from labeling.store.projection import stored_layer
from labeling.workflow.annotate import open_document, take_operations
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("😀 Rockets hit [Camp Taji|BASE], killing [three [soldiers|ACTOR]|CASUALTY].")


@pytest.fixture
def send(db, amal, add):
    add(d1=TEXT)
    return lambda *messages, **more: take_operations(db, "d1", amal, messages, **more)


def layer_of(db, amal):
    return stored_layer(db, "d1", amal.id)


def test_a_span_is_saved_with_its_quote(db, amal, send):
    outcome = send(*(added(TEXT, span) for span in SPANS))
    assert len(outcome.committed) == 3
    assert not outcome.refused
    quotes = db.execute('SELECT quote FROM spans ORDER BY start, "end" DESC').fetchall()
    assert quotes == [("Camp Taji",), ("three soldiers",), ("soldiers",)]


def test_sending_an_operation_again_changes_nothing_and_is_committed_again(db, send):
    operation = added(TEXT, SPANS[0])
    first, second = send(operation), send(operation)
    assert first.committed == second.committed
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (1,)


def test_one_op_id_with_another_content_is_refused(send):
    operation = added(TEXT, SPANS[0])
    send(operation)
    outcome = send(operation | {"label": "ACTOR"})
    assert "another content" in outcome.refused[0][1]


def test_a_good_operation_is_saved_beside_a_refused_one(db, amal, send):
    good, bad = added(TEXT, SPANS[0]), added(TEXT, SPANS[1]) | {"end": 999}
    outcome = send(bad, good)
    assert [op_id for op_id, _ in outcome.committed] == [good["op_id"]]
    assert "does not fit" in outcome.refused[0][1]
    assert len(layer_of(db, amal).spans) == 1


def test_undo_and_redo_are_operations_that_survive(db, amal, send):
    span = added(TEXT, SPANS[0])
    send(span)
    send(message("group.undo", target=span["group_id"]))
    assert not layer_of(db, amal).spans
    assert open_document(db, "d1", amal).layer.redo == [span["group_id"]]
    send(message("group.redo", target=span["group_id"]))
    assert len(layer_of(db, amal).spans) == 1


def test_a_change_of_a_span_that_another_tab_removed_is_refused_with_the_reason(send):
    span = added(TEXT, SPANS[0])
    send(span)
    send(message("span.remove", span_id=span["span_id"]))
    outcome = send(message("span.change", span_id=span["span_id"], label="ACTOR"))
    assert "gone" in outcome.refused[0][1]


def test_the_same_mark_twice_is_refused_however_it_comes_about(db, amal, send):
    first, twin = added(TEXT, SPANS[0]), added(TEXT, SPANS[0])
    remove = message("span.remove", span_id=first["span_id"])
    send(first)
    assert "marked BASE already" in send(twin).refused[0][1]
    send(remove, twin)
    assert "marked BASE already" in send(message("group.undo", target=remove["group_id"])).refused[0][1]
    assert len(layer_of(db, amal).spans) == 1


def test_a_new_label_takes_only_attributes_that_fit_it(send):
    span = added(TEXT, SPANS[0]) | {"attributes": {"site": "base"}}
    send(span)
    change = {"span_id": span["span_id"], "label": "ACTOR"}
    assert "cannot have site" in send(message("span.change", **change)).refused[0][1]
    assert send(message("span.change", **change, attributes={})).committed


def test_a_second_tab_is_told_what_it_missed(send):
    first = send(added(TEXT, SPANS[0]))
    outcome = send(added(TEXT, SPANS[1]), version=0)
    assert [operation.seq for operation in outcome.missed] == [first.committed[0][1]]
    assert outcome.version == outcome.committed[0][1]


def test_submitting_and_skipping_set_the_state(db, amal, send):
    send(message("answer.set", question="attack_report", value="no", reason="threat"))
    assert layer_of(db, amal).state == "open"
    send(message("work.submit", seconds=12.5))
    assert (layer_of(db, amal).state, layer_of(db, amal).seconds) == ("done", 12.5)


def test_a_page_of_an_older_scheme_is_told_to_reload(send):
    with pytest.raises(SchemeChanged):
        send(added(TEXT, SPANS[0]), scheme_id="0" * 16)


def test_an_unknown_document_is_refused(db, amal):
    with pytest.raises(UnknownDocument):
        take_operations(db, "nowhere", amal, [message("work.submit")])


WRONG = {
    "no object": "not an object",
    "unknown kind": {"kind": "span.explode"},
    "keys missing": message("span.add", span_id="s"),
    "unknown value": message("answer.set", question="attack_report", value="maybe"),
    "unknown reason": message("answer.set", question="attack_report", value="no", reason="boredom"),
    "unknown question": message("answer.set", question="shoe_size", value="yes"),
    "long note": message("note.set", text="x" * 10_001),
    "NUL": message("note.set", text="a\0b"),
    "half a pair": message("note.set", text="\ud800"),
    "a load": message("layer.load", spans=[]),
    "negative seconds": message("work.submit", seconds=-1),
    "NaN seconds": message("work.submit", seconds=float("nan")),
    "unknown group": message("group.undo", target="never-there"),
    "unknown label": added(TEXT, SPANS[0]) | {"label": "WEAPN"},
    "other quote": added(TEXT, SPANS[0]) | {"quote": "Camp Tajo"},
    "unknown attribute value": added(TEXT, SPANS[0]) | {"attributes": {"site": "moon"}},
    "attribute of another label": added(TEXT, SPANS[0]) | {"attributes": {"kind": "rocket"}},
    "unknown key": added(TEXT, SPANS[0]) | {"surprise": 1},
    "odd op_id": added(TEXT, SPANS[0]) | {"op_id": "<script>"},
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_operation_is_refused_with_a_sentence_and_writes_nothing(db, send, case):
    outcome = send(WRONG[case])
    assert not outcome.committed
    assert outcome.refused[0][1].strip()
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (0,)


def test_the_projection_is_the_fold_of_the_log(db, amal, send):
    span = added(TEXT, SPANS[1])
    send(span, message("span.change", span_id=span["span_id"], attributes={"outcome": "killed", "min": 3}))
    send(message("note.set", text="see the tweet"))
    found, expected = layer_of(db, amal), fold(operations_of(db, "d1", amal.id))
    assert (found.spans, found.note, found.state) == (expected.spans, expected.note, expected.state)
