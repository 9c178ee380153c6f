import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.core.annotation import Answer
from labeling.core.layer import Layer
from labeling.core.settling.differences import AGREED, compare
from labeling.core.span import Span
from tests.annotated import annotated

SPANS = st.builds(
    lambda start, length, label, attributes: Span(start, start + length, label, attributes),
    st.integers(0, 12), st.integers(1, 6), st.sampled_from(["ACTOR", "BASE"]), st.sampled_from([{}, {"kind": "state"}]),
)  # fmt: skip
ANSWERS = st.dictionaries(st.sampled_from(["report", "place"]), st.builds(Answer, st.sampled_from(["yes", "no"])))


def layer_of(spans, answers=None) -> Layer:
    by_place = {span.place: span for span in spans}
    return Layer(spans={f"s{n}": span for n, span in enumerate(by_place.values())}, answers=answers or {})


LAYERS = st.lists(st.builds(layer_of, st.lists(SPANS, max_size=7), ANSWERS), min_size=1, max_size=4).map(
    lambda layers: {f"coder {number}": layer for number, layer in enumerate(layers)}
)


def marks(spans):
    return sorted((span.place, sorted(span.attributes.items())) for span in spans)


@given(LAYERS)
def test_every_span_of_every_coder_is_in_exactly_one_group(layers):
    found = compare(layers)
    for coder, layer in layers.items():
        grouped = [span for one in found.spans for span in one.versions[coder]]
        assert marks(grouped) == marks(layer.spans.values())
        answered = {one.question: one.versions[coder] for one in found.answers if one.versions[coder]}
        assert answered == layer.answers
    assert len({one.key for one in (*found.spans, *found.answers)}) == len(found.spans) + len(found.answers)


@given(LAYERS)
def test_what_is_agreed_is_the_same_in_all_and_nothing_else_is(layers):
    found = compare(layers)
    common = set.intersection(*({repr(mark) for mark in marks(layer.spans.values())} for layer in layers.values()))
    assert {repr(mark) for mark in marks(found.agreed_spans)} == common
    assert all(len(one.versions[coder]) == 1 for one in found.spans if one.kind == AGREED for coder in layers)
    for question, answer in found.agreed_answers.items():
        assert all(layer.answers[question] == answer for layer in layers.values())


@given(LAYERS, st.data())
def test_taking_one_coder_everywhere_gives_that_coders_layer_and_settles_all(layers, data):
    found, coder = compare(layers), data.draw(st.sampled_from(sorted(layers)))
    gold = layer_of([*found.agreed_spans, *(span for one in found.spans for span in one.versions[coder])])
    assert marks(gold.spans.values()) == marks(layers[coder].spans.values())
    gold.rejected = {place for one in found.spans for place in one.places if one.kind != AGREED}
    gold.answers = {one.question: Answer("yes") for one in found.answers}
    assert found.n_open(gold) == 0


@given(LAYERS)
def test_the_order_of_spans_changes_nothing(layers):
    turned = {
        coder: Layer(spans=dict(reversed(layer.spans.items())), answers=layer.answers)
        for coder, layer in layers.items()
    }
    assert compare(turned) == compare(layers)


def kinds(*marked: str) -> list[str]:
    return [one.kind for one in compare({str(n): layer_of(annotated(text)[1]) for n, text in enumerate(marked)}).spans]


@pytest.mark.parametrize(
    ("expected", "marked"),
    [
        (["agreed"], ["hit [Camp Taji|BASE]", "hit [Camp Taji|BASE]"]),
        (["only"], ["hit [Camp Taji|BASE]", "hit Camp Taji"]),
        (["only"], ["hit [Camp Taji|BASE]", "hit [Camp Taji|BASE]", "hit Camp Taji"]),
        (["edges"], ["hit [Camp Taji|BASE]", "hit Camp [Taji|BASE]"]),
        (["label"], ["hit [Camp Taji|BASE]", "hit [Camp Taji|ACTOR]"]),
        (["mixed"], ["hit [Camp Taji|BASE]", "[hit Camp Taji|ACTOR]"]),
        (["edges"], ["hit [Camp|BASE] [Taji|BASE]", "hit [Camp Taji|BASE]"]),
        (["agreed", "edges"], ["[a [Camp Taji|BASE]|ACTOR]", "[a Camp [Taji|BASE]|ACTOR]"]),
        (["only", "only"], ["[members of Iraq's air force|CASUALTY]", "members of [Iraq's air|ACTOR] force"]),
        (["only", "only"], ["[hit|WEAPON] [Camp Taji|BASE]", "hit Camp Taji"]),
    ],
)
def test_a_difference_says_what_differs(expected, marked):
    assert kinds(*marked) == expected


def test_other_details_of_the_same_mark_are_a_difference_of_their_own():
    layers = {name: layer_of([Span(0, 4, "BASE", {"site": site})]) for name, site in [("A", "base"), ("B", "airport")]}
    (one,) = compare(layers).spans
    assert (one.kind, one.key, one.start, one.end) == ("attributes", "0-4-BASE", 0, 4)
    assert not one.is_settled(Layer())
    assert one.is_settled(layer_of([Span(0, 4, "BASE")]))
    assert one.is_settled(Layer(rejected={(0, 4, "BASE")}))


def test_an_answer_that_one_did_not_give_is_a_difference():
    found = compare({"A": Layer(answers={"q": Answer("yes")}), "B": Layer()}, ["other", "q"])
    assert [(one.kind, one.question) for one in found.answers] == [("answer", "q")]
    assert found.n_open(Layer()) == 1
    assert found.n_open(Layer(answers={"q": Answer("no")})) == 0
