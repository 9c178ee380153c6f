"""Documents with everything that one can hold, drawn at random; odd characters and names are the rule."""

from hypothesis import strategies as st

from labeling.core.annotation import STATES, AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.scheme import Scheme
from labeling.core.scheme_file import read_scheme
from labeling.core.span import Span
from tests.exports.test_round_trip import CHARACTERS, JSON, NAMES, TEXTS

ODD = read_scheme(
    """
[[label]]
name = "B"
key = "1"
color = "#0072b2"
[[label.attribute]]
name = "label"
values = ["a b", "a=b", "é", "1", "true", "x, y", "'=1"]
[[label]]
name = "I-1_O"
key = "2"
color = "#d55e00"
[[attribute]]
name = "n"
type = "integer"
[[question]]
name = "n"
[[question.value]]
name = "yes"
reasons = ["x, y", "=1", "yes"]
[[question.value]]
name = "no"
[[question]]
name = "label"
[[question.value]]
name = "yes"
[[question.value]]
name = "may-be"
""",
    where="odd.toml",
)
PIECES = (
    *("Camp", "Taji", "rockets", "don't", "U.S.", " ", "  ", "\t", "\r\n", "\n", "\n\n", "\r", ".", ",", '"', "'", "="),
    *(
        "\ufeff",
        "e\u0301",
        "é",
        "🚀",
        "👩\u200d👩\u200d👧",
        "العراق",
        "\u202e",
        "\u2028",
        "\u2029",
        "\x85",
        "\x1c",
        "\x0b",
    ),
    *("\u200b", "\u00a0", "\u3000", "\x01", "\x7f", "\\", "\\n", "<b>", "&amp;", "=1+1", "-", "#", "|", "_", "*", "["),
)
PIECED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join).filter(str.strip)
ANY_TEXT = TEXTS | PIECED
IDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(str.strip)
OPTIONAL = st.none() | st.just("") | ANY_TEXT
PUBLISHED = st.none() | st.dates().map(str) | st.datetimes().map(lambda at: at.isoformat())


@st.composite
def spans(draw, text: str, scheme: Scheme) -> tuple[Span, ...]:
    """Spans with attributes, origins and ids; some share an edge or overlap, no two are the same."""
    edges = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=4, unique=True)) if len(text) > 1 else [0, 1]
    by_place = {}
    for number in range(draw(st.integers(0, 4))):
        start, end = sorted(draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2, unique=True)))
        label = draw(st.sampled_from(scheme.labels))
        attributes = {}
        for attribute in draw(st.lists(st.sampled_from(label.attributes), max_size=2)):
            values = st.sampled_from(attribute.values) if attribute.values else st.integers(1 - 2**53, 2**53 - 1)
            attributes[attribute.name] = draw(values)
        origin = draw(st.sampled_from(["hand", "import", "mention", "suggestion:3"]))
        span = Span(start, end, label.name, attributes, origin, draw(st.sampled_from(["", f"s-{number}"])))
        by_place[span.place] = span
    return tuple(by_place[place] for place in sorted(by_place))


@st.composite
def answers(draw, scheme: Scheme) -> dict[str, Answer]:
    found = {}
    for question in draw(st.lists(st.sampled_from(scheme.questions), max_size=2)):
        value = draw(st.sampled_from(question.values))
        found[question.name] = Answer(value.name, draw(st.sampled_from([None, *value.reasons])))
    return found


@st.composite
def layers(draw, text: str, author: str, scheme: Scheme) -> Annotation:
    stretches = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda pair: pair[0] < pair[1])
    return Annotation(
        author=author,
        spans=draw(spans(text, scheme)),
        answers=draw(answers(scheme)),
        note=draw(st.none() | ANY_TEXT),
        state=draw(st.sampled_from(STATES)),
        author_kind=draw(st.sampled_from(["person", "import", "gold"])),
        background=tuple(sorted(draw(st.sets(stretches, max_size=2)))),
    )


@st.composite
def documents(draw, scheme: Scheme, *, most_layers: int = 3) -> list[AnnotatedDocument]:
    """One to three documents of different ids, each with at most so many layers."""
    found = []
    for document_id in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        text = draw(ANY_TEXT)
        document = Document(
            document_id, text, draw(OPTIONAL), draw(OPTIONAL), draw(OPTIONAL), draw(PUBLISHED), draw(OPTIONAL),
            draw(st.dictionaries(st.text(CHARACTERS, max_size=8), JSON, max_size=2)),
        )  # fmt: skip
        authors = draw(st.lists(NAMES | st.just("import"), unique=True, max_size=most_layers))
        found.append(AnnotatedDocument(document, tuple(draw(layers(text, author, scheme)) for author in authors)))
    return found
