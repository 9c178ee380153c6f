"""What went into a spaCy pack, in figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from exports.chosen_layers import LeftOut
from exports.formats.reading import n_of
from exports.spacy_pack.losses import Loss, counted
from exports.spacy_pack.settings import PackSettings
from exports.split import PARTS
from labeling.core.annotation import Annotation
from labeling.core.boilerplate import n_folded_lines
from labeling.core.document import Document
from labeling.core.scheme import Scheme

SPLIT_BY = {
    "date": "by date",
    "random": "at random with seed {seed}",
    "cluster": "by cluster with seed {seed}",
}


@dataclass(slots=True)
class Contents:
    """Counts by part ("train", "dev", "test"); `n_spans` and `n_answers` have keys (part, label or value)."""

    scheme: Scheme
    settings: PackSettings
    rule: str
    n_documents: Counter = field(default_factory=Counter)
    n_tokens: Counter = field(default_factory=Counter)
    n_spans: Counter = field(default_factory=Counter)
    n_answers: Counter = field(default_factory=Counter)
    n_notes: int = 0
    n_boilerplate_lines: int = 0  # in the documents; the texts go out whole
    n_boilerplate_documents: int = 0
    lengths: Counter = field(default_factory=Counter)  # of spans, in tokens
    days: dict[str, list[str]] = field(default_factory=dict)  # first and last day by part
    annotators: Counter = field(default_factory=Counter)  # documents by name
    locked: frozenset[str] = frozenset()  # documents of the locked test slice, all of them in test
    n_clusters: int = 0  # of near-duplicates
    losses: list[Loss] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)
    missing_configs: dict[str, str] = field(default_factory=dict)  # component -> why there is no config for it
    fingerprint: str = ""

    def count(self, part: str, document: Document, layer: Annotation, n_tokens: int) -> None:
        """Take one document of this part into the figures."""
        self.n_documents[part] += 1
        self.n_tokens[part] += n_tokens
        self.annotators[layer.author] += 1
        self.n_notes += bool(layer.note)
        for span in layer.spans:
            self.n_spans[part, span.label] += 1
        if question := self.scheme.detector_question:
            answer = layer.answers.get(question.name)
            self.n_answers[part, answer.value if answer else "no answer"] += 1
        if document.published:
            first, last = self.days.get(part, (document.published, document.published))
            self.days[part] = [min(first, document.published), max(last, document.published)]

    def count_boilerplate(self, text: str, ranges: Sequence[Sequence]) -> None:
        """Take what is folded of one document into the figures."""
        self.n_boilerplate_lines += n_folded_lines(text, ranges)
        self.n_boilerplate_documents += bool(ranges)

    def figures(self) -> dict:
        """For pack.json and --json."""
        return {
            "fingerprint": self.fingerprint,
            "n_documents": {part: self.n_documents[part] for part in PARTS},
            "n_tokens": {part: self.n_tokens[part] for part in PARTS},
            "n_spans": by_part(self.n_spans),
            "n_answers": by_part(self.n_answers),
            "n_losses": len(self.losses),
            "losses": counted(self.losses),
            "n_notes_left_out": self.n_notes,
            "left_out": asdict(self.left_out),
            "boilerplate": {"n_lines": self.n_boilerplate_lines, "n_documents": self.n_boilerplate_documents},
            "annotators": dict(sorted(self.annotators.items())),
            "split": {
                "rule": self.rule,
                "seed": self.settings.seed,
                "test_share": self.settings.test_share,
                "dev_share": self.settings.dev_share,
                "days": self.days,
                "n_clusters": self.n_clusters,
                "n_locked": len(self.locked),
            },
            "unfinished": self.settings.unfinished,
            "missing_configs": self.missing_configs,
            "scheme_id": self.scheme.id,
        }

    def summary(self, folder: Path) -> str:
        """For people, after writing."""
        parts = ", ".join(f"{self.n_documents[part]:,} {part}" for part in PARTS)
        how = SPLIT_BY[self.rule].format(seed=self.settings.seed)
        locked = f", {len(self.locked):,} of them locked" if self.locked else ""
        n_losses = len(self.losses)
        return (
            f"{n_of(self.n_documents.total(), 'document')} ({parts}{locked}, split {how}) with "
            f"{n_of(self.n_spans.total(), 'span')} written to {folder}; "
            f"{n_losses:,} {'loss is' if n_losses == 1 else 'losses are'} listed in losses.jsonl.\n"
            f"Train: python -m spacy train {folder / 'config_ner.cfg'} --paths.train {folder / 'train.spacy'} "
            f"--paths.dev {folder / 'dev.spacy'} --output {folder / 'model_ner'}"
        )


def by_part(counts: Counter) -> dict[str, dict[str, int]]:
    """{part: {name: n}} of counts with keys (part, name)."""
    return {part: {name: n for (of, name), n in sorted(counts.items()) if of == part} for part in PARTS}
