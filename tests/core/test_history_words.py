"""The history says what was done in plain words, and shows any earlier state."""

from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.core.errors import OperationError
from labeling.core.history import group_of, in_words, states
from labeling.core.layer import fold
from labeling.core.operation import KEYS, Operation, read_operation
from labeling.store.schemes import default_scheme
from tests.annotated import annotated
from tests.operations import added, message
from tests.random_operations import TEXT, an_operation

SENTENCE, (BASE, CASUALTY) = annotated("Rockets hit [Camp Taji|BASE], killing [three soldiers|CASUALTY].")


def read(messages, text=TEXT) -> list[Operation]:
    found = []
    for one in messages:
        try:
            found.append(read_operation(one, text, default_scheme()))
        except OperationError:
            continue
    return found


@settings(max_examples=300, derandomize=True)
@given(st.lists(an_operation(), max_size=25))
def test_the_state_at_any_point_of_the_history_is_the_fold_of_what_came_before(messages):
    log = read(messages)
    found = list(states(log))
    assert [operation for operation, _, _ in found] == log
    for n, (_, before, after) in enumerate(found):
        assert marks(before) == marks(fold(log[:n]))
        assert marks(after) == marks(fold(log[: n + 1]))
    assert len(in_words(log, TEXT)) == len(log)


def marks(layer) -> tuple:
    return layer.spans, layer.answers, layer.note, layer.state, layer.rejected, layer.background


def test_each_kind_of_operation_is_told_in_words():
    moved = {"start": BASE.start + 5, "end": BASE.end, "quote": "Taji"}
    log = read(
        [
            added(SENTENCE, BASE, span_id="b", group_id="g1"),
            added(SENTENCE, CASUALTY, span_id="c", origin="suggestion:gazetteer"),
            message("span.change", span_id="b", **moved),
            message("span.change", span_id="b", label="ACTOR"),
            message("span.change", span_id="c", attributes={"outcome": "killed", "min": 3}),
            message("span.change", span_id="c", attributes={"min": 3}),
            message("span.remove", span_id="c"),
            message("span.remove", span_id="c"),
            message("answer.set", question="attack_report", value="no", reason="background_only"),
            message("answer.set", question="attack_report", value=None),
            message("note.set", text="look\nagain"),
            message("note.set", text=""),
            message("suggestion.reject", label="BASE", start=0, end=7),
            message("background.set", start=0, end=7, value=True),
            message("background.set", start=0, end=7, value=False),
            message("work.submit"),
            message("work.skip"),
            message("work.reopen"),
            message("group.undo", target="g1"),
            message("group.redo", target="g1"),
        ],
        SENTENCE,
    )
    assert {operation.kind for operation in log} == set(KEYS)
    assert all(group_of(kind) for kind in (*KEYS, "layer.load"))
    assert in_words(log, SENTENCE) == [
        "marked “Camp Taji” as BASE",
        "marked “three soldiers” as CASUALTY, as suggested",
        "changed the edges of BASE from “Camp Taji” to “Taji”",
        "changed “Taji” from BASE to ACTOR",
        "said of CASUALTY “three soldiers”: outcome killed, min 3",
        "said of CASUALTY “three soldiers”: no outcome",
        "removed CASUALTY from “three soldiers”",
        "removed a mark that was gone",
        "answered attack report: no (background only)",
        "took back the answer to attack report",
        "wrote the note “look again”",
        "cleared the note",
        "rejected the suggestion BASE for “Rockets”",
        "said that it is background: “Rockets”",
        "said that it is no background: “Rockets”",
        "submitted the article",
        "skipped the article",
        "opened the article again",
        "undid: marked “Camp Taji” as BASE",
        "did again: marked “Camp Taji” as BASE",
    ]


def test_a_load_is_told_with_what_it_brought():
    spans = [{"span_id": "a", "start": 0, "end": 7, "label": "WEAPON"}]
    load = Operation("l", "layer.load", {"spans": spans, "answers": {"attack_report": {"value": "yes"}}, "note": "x"})
    assert in_words([load], SENTENCE) == ["came from a file with 1 mark, attack report: yes, a note"]
