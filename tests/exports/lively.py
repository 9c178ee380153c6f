"""A small project with everything that formats stumble over."""

from dataclasses import replace

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from tests.annotated import annotated

YES, NO = {"attack_report": Answer("yes")}, {"attack_report": Answer("no", "threat")}


def lively(*, gold: bool = False) -> list[AnnotatedDocument]:
    """Two annotators, nested and overlapping spans, attributes, notes, background, Arabic, emoji, every state.

    `gold`: the first two documents have a layer of an author of kind gold, too.
    """
    found = [*_of_both(), *_unfinished(), _awkward()]
    return [_with_gold(one) if gold and number < 2 else one for number, one in enumerate(found)]


def _of_both() -> list[AnnotatedDocument]:
    text, spans = annotated(
        "[Members of [Iraq's air force|ACTOR]|CASUALTY] were hit at [Camp Taj|BASE]i by [two drones|WEAPON] on Tuesday."
    )
    casualty, *others = spans
    spans = (replace(casualty, attributes={"outcome": "wounded", "min": 2}), *others)
    overlapping = Span(0, 25, "ACTOR", {"kind": "state"})
    arabic, marks = annotated("قصفت [طائرة مسيّرة|WEAPON] [قاعدة عين الأسد|BASE] 🚀🔥 [🚁 helicopters|WEAPON] left.")
    return [
        AnnotatedDocument(
            Document("lively-1", text, title="Drones", source="Tigris", url="https://x/1", published="2022-01-05"),
            (
                Annotation("Amal", spans, YES, note="two claims", background=((0, 10), (20, 30))),
                Annotation("Omar Said", (spans[1], overlapping), YES),
            ),
        ),
        AnnotatedDocument(
            Document("lively-2", arabic, language="ar", meta={"page": 3}),
            (
                Annotation("Amal", marks, NO, note="أكيد؟"),
                Annotation("Omar Said", marks[:1], state="skipped", note="no Arabic"),
            ),
        ),
    ]


def _unfinished() -> list[AnnotatedDocument]:
    text, spans = annotated("[Rockets|WEAPON] landed near [Balad|BASE].")
    return [
        AnnotatedDocument(Document("lively-3", text), (Annotation("Amal", spans, YES, state="open"),)),
        AnnotatedDocument(Document("lively-4", "Weather: sunny."), (Annotation("Omar Said", state="skipped"),)),
        AnnotatedDocument(Document("lively-5", "Nobody read this one.")),
        AnnotatedDocument(Document("lively-6", "Given to somebody."), (Annotation("Omar Said", state="todo"),)),
        AnnotatedDocument(Document("lively-7", "Nothing to mark here."), (Annotation("Amal"),)),
    ]


def _awkward() -> AnnotatedDocument:
    """An id that no file can be named by, a span over a line end, spans of line ends and of blanks."""
    text = "Two mortars\nhit a convoy.  \n\nA claim  followed.\n"
    spans = (
        Span(0, 11, "WEAPON", {"kind": "mortar"}),
        Span(4, 17, "WEAPON"),
        Span(27, 28, "ACTOR", {"role": "speaker"}),
        Span(36, 38, "ACTOR"),
    )
    return AnnotatedDocument(Document("news/2022: 8", text), (Annotation("Amal", spans, YES),))


def _with_gold(one: AnnotatedDocument) -> AnnotatedDocument:
    layer = replace(one.annotations[0], author="settled", author_kind="gold", note=None, background=())
    return replace(one, annotations=(*one.annotations, layer))
