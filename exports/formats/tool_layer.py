"""One annotator's layer as it is gathered from the records of another tool."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exports.formats.jsonl_layers import NOBODY, check_author
from exports.formats.reading import Line, printable
from exports.formats.tool_answers import answers_of, unasked
from labeling.core.annotation import Annotation
from labeling.core.errors import DocumentError
from labeling.core.scheme import Scheme
from labeling.core.span import Span, check_offsets, check_quote

STATES = ("", "todo", "skipped", "open", "done")  # a later one outweighs an earlier one


@dataclass(slots=True)
class ToolLayer:
    """What one annotator said of one document.

    `labels` holds document labels as (question or None, value); `has_more`: something was said, carried or not.
    """

    author: str
    author_kind: str
    state: str = ""
    spans: dict[tuple, Span] = field(default_factory=dict)
    labels: list[tuple[str | None, object]] = field(default_factory=list)
    has_more: bool = False
    note: str | None = None
    background: tuple[tuple[int, int], ...] = ()

    def add(self, span: Span, line: Line) -> None:
        """Take in a span; one that is there already is counted instead."""
        if span.place in self.spans:
            line.leave_out("spans given twice")
        self.spans.setdefault(span.place, span)

    def reach(self, state: str) -> None:
        """Be in this state, unless the layer has come further already."""
        self.state = max(self.state, state, key=STATES.index)

    def annotation(self, scheme: Scheme, line: Line) -> Annotation | None:
        """The layer as it travels; document labels that are no answers are counted.

        None where nothing of what was said is carried: an empty layer would say that there is nothing to mark.
        """
        answers, n_unfit = answers_of(self.labels, scheme)
        line.leave_out("document labels", n_unfit)
        for name in unasked(self.labels, scheme) if n_unfit else ():
            line.notice(f"the scheme has no question {printable(name)!r}: what it was answered is left out.")
        if (n_unfit or self.has_more) and not answers and not self.spans:
            return None
        spans = tuple(self.spans[place] for place in sorted(self.spans))
        state = self.state or "done"
        return Annotation(self.author, spans, answers, self.note, state, self.author_kind, self.background)


def author_of(name: object, annotator: str | None, *, where: str) -> tuple[str, str]:
    """Author and kind of a layer: the name in the file, else the annotator asked for, else an import."""
    if name is None or name == "":
        name = annotator
    if name is None:
        return NOBODY, "import"
    name = str(name) if type(name) is int else name
    check_author(name, where=where)
    return name, "import" if name == NOBODY else "person"


def mark(
    start: object,
    end: object,
    label: object,
    text: str,
    *,
    where: str,
    quote: object = None,
    attributes: Mapping[str, Any] | None = None,
    origin: str = "import",
) -> Span:
    """A span that lies in the text, under the file's own label; DocumentError says what is wrong with it."""
    check_offsets(start, end, text, where=where)
    if not isinstance(label, str) or not label.strip():
        raise DocumentError(f"{where}: span {start}–{end} has the label {repr(label)[:60]}; expected a name.")
    if quote is not None:
        if not isinstance(quote, str):
            raise DocumentError(f"{where}: span {start}–{end}: its text is {repr(quote)[:60]}; expected a string.")
        check_quote(start, end, quote, text, where=where)
    return Span(start, end, label, attributes or {}, origin)
