"""What went into a file, what stayed behind, and what its format could not carry."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from exports.chosen_layers import LeftOut
from exports.formats.losses import Loss
from labeling.core.annotation import AnnotatedDocument
from labeling.core.plural import n_of, n_of_kind


@dataclass(slots=True)
class Written:
    """Counted up while a file is written. Spans and answers that did not fit are in `not_carried` and not in theirs."""

    annotators: tuple[str, ...] = ()  # whose layers were asked for; empty: everybody's
    n_documents: int = 0
    n_layers: int = 0
    n_spans_given: int = 0
    n_answers_given: int = 0
    left_out: LeftOut = field(default_factory=LeftOut)
    not_carried: Counter[str] = field(default_factory=Counter)  # kind, as formats/losses.py has them -> how many

    @property
    def n_spans(self) -> int:
        return self.n_spans_given - n_missing(self.not_carried, "spans")

    @property
    def n_answers(self) -> int:
        return self.n_answers_given - n_missing(self.not_carried, "answers")

    def counted(self, documents: Iterable[AnnotatedDocument]) -> Iterator[AnnotatedDocument]:
        """The documents on their way to the writer."""
        for annotated in documents:
            self.n_documents += 1
            self.n_layers += len(annotated.annotations)
            self.n_spans_given += sum(len(layer.spans) for layer in annotated.annotations)
            self.n_answers_given += sum(len(layer.answers) for layer in annotated.annotations)
            yield annotated

    def summary(self) -> str:
        """What is in the file, for people."""
        parts = ((self.n_documents, "document"), (self.n_spans, "span"), (self.n_answers, "answer"))
        return ", ".join(n_of(n, thing) for n, thing in parts)

    def losses(self) -> str:
        """What the format could not carry, for people; empty where nothing is missing."""
        kinds = [n_of_kind(n, kind) for kind, n in self.not_carried.most_common() if kind != Loss.EDGES]
        sentences = [f"Not carried: {', '.join(kinds)}."] if kinds else []
        if n_moved := self.not_carried[Loss.EDGES]:
            sentences.append(f"{n_of(n_moved, 'span')} moved to whole tokens.")
        return " ".join(sentences)

    def behind(self, *, all_documents: bool) -> str:
        """Which documents stayed behind, or are there without marks; for people, empty where there are none."""
        nobody = f"not worked on by {' or '.join(self.annotators)}" if self.annotators else "not worked on"
        return self.left_out.sentence("In the file without marks" if all_documents else "Left out", nobody=nobody)

    def figures(self) -> dict:
        """For --json."""
        return {
            "n_documents": self.n_documents,
            "n_layers": self.n_layers,
            "n_spans": self.n_spans,
            "n_answers": self.n_answers,
            "not_carried": dict(self.not_carried),
            "left_out": {
                "unfinished": self.left_out.n_unfinished,
                "skipped": self.left_out.n_skipped,
                "not_worked_on": self.left_out.n_without_marks,
            },
        }


def n_missing(not_carried: Counter[str], thing: str) -> int:
    """How many of these ("spans", "answers") are not in the file at all.

    >>> n_missing(Counter({"spans of blanks alone": 2, Loss.EDGES: 5}), "spans")
    2
    """
    return sum(n for kind, n in not_carried.items() if kind.split(" ", 1)[0] == thing)
