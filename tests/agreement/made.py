"""Made-up layers of made-up documents, for properties that hold of any."""

from hypothesis import strategies as st

from labeling.agreement.coded import CodedDocument, CodedLayer, Mark

LENGTH = 60
PEOPLE = ("Amal", "Ben", "Chen")
LABELS = ("ACTOR", "BASE")
AT = "2026-03-02T10:00:00.000Z"

places = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(lambda p: (p[0], min(LENGTH, sum(p))))
marks = st.tuples(places, st.sampled_from(LABELS), st.sampled_from((None, "state", "nonstate"))).map(
    lambda made: Mark(*made[0], made[1], f"{made[0]}", {"kind": made[2]} if made[2] else {})
)


def unique(made: list[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted({mark[:3]: mark for mark in made}.values(), key=lambda mark: mark[:3]))


answers = st.dictionaries(st.just("attack"), st.sampled_from(("yes", "no")), max_size=1)
contents = st.tuples(st.lists(marks, max_size=6).map(unique), answers)


def document(number: int, contents: list, group: str | None = None) -> CodedDocument:
    layers = [CodedLayer(name, *made, AT) for name, made in zip(PEOPLE, contents, strict=False)]
    return CodedDocument(f"d{number}", f"Report {number}", group or f"d{number}", LENGTH, tuple(layers))


documents = st.lists(st.lists(contents, min_size=2, max_size=3), min_size=1, max_size=6).map(
    lambda made: [document(number, layers) for number, layers in enumerate(made)]
)
