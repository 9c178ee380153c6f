"""What went into a spaCy pack, in figures."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from shlex import quote

from exports.formats.apart import Place
from exports.spacy_pack.categories import categories, question_of
from exports.spacy_pack.choice import PackLeftOut
from exports.spacy_pack.gaps import gap_notes, without_examples
from exports.spacy_pack.language import USUAL
from exports.spacy_pack.losses import Loss, counted
from exports.spacy_pack.paragraphs import FEWEST_EXAMPLES
from exports.spacy_pack.settings import PackSettings
from exports.split import PARTS
from labeling.core.annotation import Annotation
from labeling.core.boilerplate.boilerplate import n_folded_lines
from labeling.core.document import Document
from labeling.core.plural import n_of
from labeling.core.scheme import Question, Scheme

SPLIT_BY = {
    "date": "by date",
    "random": "at random with seed {seed}",
    "cluster": "by cluster with seed {seed}",
}
WORDS = {"labels": "label", "entities": "entity", "answers": "answer"}


@dataclass(slots=True)
class Contents:
    """Counts by part ("train", "dev", "test"); `n_spans` and `n_answers` have keys (part, label or value).

    `n_examples` and `n_entities` count what the files hold in spans and in ents, `n_spans` what annotators marked.
    """

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
    is_cut: bool = False  # one Doc a paragraph
    answered_parts: list[str] = field(default_factory=list)  # names of the files for text classification alone
    n_docs: Counter = field(default_factory=Counter)  # in the files; more than documents where these are cut
    n_examples: Counter = field(default_factory=Counter)
    n_entities: Counter = field(default_factory=Counter)
    n_by_length: Counter = field(default_factory=Counter)  # of spans in train, in tokens
    long_spans: list[tuple[int, Loss]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)  # of the span categoriser's candidates, in tokens
    n_by_language: Counter = field(default_factory=Counter)  # of the finished documents, "" where none is named
    language_note: str = ""
    days: dict[str, list[str]] = field(default_factory=dict)  # first and last day by part
    annotators: Counter = field(default_factory=Counter)  # documents by name
    locked: frozenset[str] = frozenset()  # documents of the locked test slice, all of them in test
    n_clusters: int = 0  # of near-duplicates
    losses: list[Loss] = field(default_factory=list)
    left_out: PackLeftOut = field(default_factory=PackLeftOut)
    missing_configs: dict[str, str] = field(default_factory=dict)  # component -> why there is no config for it
    fingerprint: str = ""

    @property
    def question(self) -> Question | None:
        return question_of(self.scheme)

    @property
    def language(self) -> str:
        return self.settings.language or USUAL

    def count(self, part: str, document: Document, layer: Annotation, n_tokens: int) -> None:
        """Take one document of this part into the figures."""
        self.n_documents[part] += 1
        self.n_tokens[part] += n_tokens
        self.annotators[layer.author] += 1
        self.n_notes += bool(layer.note)
        for span in layer.spans:
            self.n_spans[part, span.label] += 1
        if question := self.question:
            answer = layer.answers.get(question.name)
            self.n_answers[part, answer.value if answer else "no answer"] += 1
        if document.published:
            first, last = self.days.get(part, (document.published, document.published))
            self.days[part] = [min(first, document.published), max(last, document.published)]

    def count_doc(self, part: str, spans: Iterable[Place], entities: Iterable[Place]) -> None:
        """Take one Doc of a file into the figures, by the places of its spans and entities, in tokens."""
        self.n_docs[part] += 1
        for start, end, label in spans:
            self.n_examples[part, label] += 1
            if part == "train":
                self.n_by_length[end - start] += 1
        for _, _, label in entities:
            self.n_entities[part, label] += 1

    def gaps(self) -> dict[str, dict[str, list[str]]]:
        """What has no example in train and in dev: labels, labels that are never an entity, answers."""
        labels = [label.name for label in self.scheme.labels]
        spans = without_examples(labels, self.n_examples)
        entities = without_examples(labels, self.n_entities)
        answers = categories(self.question) if self.question and not self.missing_configs.get("textcat") else ()
        return {
            "labels": spans,
            "entities": {part: [name for name in names if name not in spans[part]] for part, names in entities.items()},
            "answers": without_examples(answers, self.n_answers),
        }

    def notes(self) -> list[str]:
        """What people should know before they train, a sentence each."""
        gaps = self.gaps()
        notes = [note for note in (self.language_note, self._floor_note()) if note]
        notes += [f"No config for {name}: {why}." for name, why in sorted(self.missing_configs.items())]
        return notes + [note for what, missing in gaps.items() for note in gap_notes(missing, WORDS[what])]

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
            "n_docs": {part: self.n_docs[part] for part in PARTS},
            "is_cut_into_paragraphs": self.is_cut,
            "n_spans": by_part(self.n_spans),
            "n_answers": by_part(self.n_answers),
            "without_examples": self.gaps(),
            "candidate_sizes": self.sizes,
            "language": self.language,
            "n_documents_by_language": dict(sorted(self.n_by_language.items())),
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
        names = ("config_ner.cfg", "train.spacy", "dev.spacy", "model_ner")
        config, train, dev, model = (quote(str(folder / name)) for name in names)
        return (
            f"{n_of(self.n_documents.total(), 'document')} ({parts}{locked}{self._paragraphs()}, split {how}) with "
            f"{n_of(self.n_spans.total(), 'span')} written to {folder}; "
            f"{n_losses:,} {'loss is' if n_losses == 1 else 'losses are'} listed in losses.jsonl.\n"
            f"Train: python -m spacy train {config} --paths.train {train} --paths.dev {dev} --output {model}"
        )

    def _floor_note(self) -> str:
        """What spaCy's floor means here: it looks at Docs in train, and calls too few an error in `debug data`."""
        n, floor = self.n_docs["train"], f"spaCy's floor of {FEWEST_EXAMPLES} examples in train"
        if self.is_cut and self.settings.paragraphs is None:
            return (
                f"{n_of(self.n_documents['train'], 'document')} would be under {floor}: each paragraph is a document "
                "of its own (--whole leaves them whole)."
            )
        if n < FEWEST_EXAMPLES:
            return f"train.spacy has {n_of(n, 'example')}, under {floor}: `debug data` will call that an error."
        return ""

    def _paragraphs(self) -> str:
        return f", as {n_of(self.n_docs.total(), 'paragraph')}" if self.is_cut else ""


def by_part(counts: Counter) -> dict[str, dict[str, int]]:
    """{part: {name: n}} of counts with keys (part, name)."""
    return {part: {name: n for (of, name), n in sorted(counts.items()) if of == part} for part in PARTS}
