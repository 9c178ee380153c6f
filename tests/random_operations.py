"""Random operations, as a page might send them, in any order."""

from hypothesis import strategies as st

from labeling.core.span import Span
from tests.operations import added, message

TEXT = "😀 Rockets hit Camp Taji, killing three soldiers.\r\nلم تتعرض أي من قوات التحالف"
IDS = st.sampled_from([f"s{number}" for number in range(5)])
GROUPS = st.sampled_from([f"g{number}" for number in range(5)])
LABELS = st.sampled_from(["ACTOR", "WEAPON", "BASE", "CASUALTY"])


@st.composite
def an_operation(draw) -> dict:
    kind = draw(
        st.sampled_from(["add"] * 4 + ["change", "remove", "answer", "note", "submit", "skip", "undo", "undo", "redo"])
    )
    start = draw(st.integers(0, len(TEXT) - 1))
    span = Span(start, draw(st.integers(start + 1, len(TEXT))), draw(LABELS))
    if kind == "add":
        return added(TEXT, span, span_id=draw(IDS), group_id=draw(GROUPS))
    if kind == "change":
        moved = {"start": span.start, "end": span.end, "quote": span.quote(TEXT)}
        change = draw(st.sampled_from([{"label": span.label}, moved, moved | {"label": span.label}]))
        return message("span.change", span_id=draw(IDS), group_id=draw(GROUPS), **change)
    if kind == "remove":
        return message("span.remove", span_id=draw(IDS), group_id=draw(GROUPS))
    if kind == "answer":
        value = draw(st.sampled_from(["yes", "no", "unsure", None]))
        return message("answer.set", question="attack_report", value=value, reason=None, group_id=draw(GROUPS))
    if kind == "note":
        return message("note.set", text=draw(st.sampled_from(["", "a", "b"])), group_id=draw(GROUPS))
    if kind in ("submit", "skip"):
        return message(f"work.{kind}")
    return message(f"group.{kind}", target=draw(GROUPS))
