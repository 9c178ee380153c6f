"""Edits of a project at random, through the functions that pages and commands use."""

import random
from collections.abc import Callable
from dataclasses import replace

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.layer import Layer, fold
from labeling.core.span import Span
from labeling.store.authors import author_named
from labeling.store.documents import document, texts
from labeling.store.operations import operations_of
from labeling.workflow.annotate import take_operations
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.keeping.status import rebuild
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.operations import added, message

LABELS = ("ACTOR", "WEAPON", "BASE", "CASUALTY")
NAMES = ("Amal", "Omar")
LINES = ("Share", "Read more in The Tigris Daily this week", "😀 © Tigris Daily", "\u2028Weather", "A\rB")


class Edits:
    """Knows how to make one more edit; the same seed makes the same ones."""

    def __init__(self, db: Database, seed: int) -> None:
        self.db, self.chance, self.n_loaded = db, random.Random(seed), 0
        self.taken: dict[str, int] = {}  # kind of edit -> how many of them changed something

    def make(self) -> None:
        """One edit; what is refused (nothing to undo, the same mark twice) changes nothing."""
        name, edit = self.chance.choices(KINDS, [weight for *_, weight in KINDS])[0][:2]
        self.taken[name] = self.taken.get(name, 0) + bool(edit(self))

    def send(self, kind: str, *, pick: Callable[[str, Layer], dict | None]) -> bool:
        """Send one operation on a document by an annotator; `pick` makes its keys from the text and their layer."""
        document_id, text = self.chance.choice(list(texts(self.db)))
        author = author_named(self.db, self.chance.choice(NAMES))
        keys = pick(text, fold(operations_of(self.db, document_id, author.id)))
        if keys is None:
            return False
        sent = keys if kind == "span.add" else message(kind, **keys)
        return bool(take_operations(self.db, document_id, author, [sent]).committed)

    def add(self) -> bool:
        return self.send("span.add", pick=lambda text, layer: added(text, self.span(text)))

    def change(self) -> bool:
        def pick(text, layer):
            if not layer.spans:
                return None
            span = self.span(text)
            moved = {"start": span.start, "end": span.end, "quote": span.quote(text)}
            said = {"attributes": {"event": self.chance.choice(("focus", "threat"))}}
            keys = self.chance.choice((moved, {"label": span.label, "attributes": {}}, said))
            return keys | {"span_id": self.chance.choice(sorted(layer.spans))}

        return self.send("span.change", pick=pick)

    def remove(self) -> bool:
        def pick(text, layer):
            return {"span_id": self.chance.choice(sorted(layer.spans))} if layer.spans else None

        return self.send("span.remove", pick=pick)

    def answer(self) -> bool:
        value = self.chance.choice(("yes", "no", None))
        reason = self.chance.choice(("threat", None)) if value == "no" else None
        return self.send(
            "answer.set", pick=lambda text, layer: {"question": "attack_report", "value": value, "reason": reason}
        )

    def note(self) -> bool:
        return self.send("note.set", pick=lambda text, layer: {"text": self.chance.choice(("", "unsure", "“é̂”\n😀"))})

    def background(self) -> bool:
        def pick(text, layer):
            span = self.span(text)
            return {"start": span.start, "end": span.end, "value": self.chance.random() < 0.7}

        return self.send("background.set", pick=pick)

    def reject(self) -> bool:
        def pick(text, layer):
            span = self.span(text)
            return {"start": span.start, "end": span.end, "label": span.label}

        return self.send("suggestion.reject", pick=pick)

    def work(self) -> bool:
        return self.send(self.chance.choice(("work.submit", "work.skip", "work.reopen")), pick=lambda text, layer: {})

    def undo(self) -> bool:
        return self.send("group.undo", pick=lambda text, layer: _last(layer.undo))

    def redo(self) -> bool:
        return self.send("group.redo", pick=lambda text, layer: _last(layer.redo))

    def load_new(self) -> bool:
        """New documents of one source, some with a layer; the lines they share become boilerplate of all of them."""
        n, first = self.chance.randint(1, 3), self.n_loaded
        self.n_loaded += n
        new = []
        for number, report in enumerate(reports(n, seed=first), start=first):
            text = "\n".join([report.document.text, *self.chance.sample(LINES, 3), f"End of {number}."])
            meta = self.chance.choice(({}, {"pages": [1, 2.5], "desk": "بغداد"}))
            one = Document(f"n{number}", text, f"Report {number}", "Tigris Daily", language="en", meta=meta)
            layers = report.annotations if self.chance.random() < 0.5 else ()
            new.append(AnnotatedDocument(one, layers))
        load_documents(self.db, new)
        return True

    def load_layer(self) -> bool:
        """A layer for a document that is there already."""
        known, _ = self.chance.choice(list(texts(self.db)))
        one = document(self.db, known)
        span = self.span(one.text)
        layer = Annotation(
            self.chance.choice((*NAMES, "gold")), (replace(span, origin="import"),), {"attack_report": Answer("yes")},
            note=self.chance.choice((None, "from a file")), state=self.chance.choice(("todo", "open", "done")),
            author_kind="gold", background=((0, span.end),),
        )  # fmt: skip
        load_documents(self.db, [AnnotatedDocument(one, (layer,))])
        return True

    def derive(self) -> bool:
        find_all_boilerplate(self.db)
        return True

    def cluster(self) -> bool:
        find_all_clusters(self.db)
        return True

    def rebuild(self) -> bool:
        rebuild(self.db)
        return True

    def span(self, text: str) -> Span:
        start = self.chance.randrange(len(text) - 1)
        return Span(start, min(len(text), start + self.chance.randint(1, 30)), self.chance.choice(LABELS))


def _last(groups: list[str]) -> dict | None:
    return {"target": groups[-1]} if groups else None


KINDS = (
    ("add", Edits.add, 30), ("change", Edits.change, 12), ("remove", Edits.remove, 10), ("answer", Edits.answer, 8),
    ("note", Edits.note, 5), ("background", Edits.background, 5), ("reject", Edits.reject, 3), ("work", Edits.work, 8),
    ("undo", Edits.undo, 10), ("redo", Edits.redo, 6), ("load new", Edits.load_new, 4),
    ("load layer", Edits.load_layer, 4), ("boilerplate", Edits.derive, 4), ("clusters", Edits.cluster, 0.5),
    ("rebuild", Edits.rebuild, 0.5),
)  # fmt: skip
