"""What the detector learns from: one answer a document, and the fingerprint of it all."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from labeling.core.document import sha256_of
from labeling.core.errors import TrainingRefused
from labeling.core.joined import Joined
from labeling.core.scheme import Question
from labeling.store.answers import votes
from labeling.store.clusters import clusters_of
from labeling.store.documents import origins_of, texts, texts_of_others
from labeling.store.honest_sample import honest_sample
from labeling.store.locked_slice import locked_ids
from labeling.store.schemes import current_scheme
from labeling.workflow.reading.readiness import missing
from labeling.workflow.reading_text import reading_marks, reading_texts
from models.detecting.folds import answer_by_text

MOST_TEXTS = 2_000  # with and without an answer: more teach the topics nothing new


@dataclass(frozen=True, slots=True)
class TrainingData:
    """`is_positive[i]` is the answer to `texts[i]`, read without boilerplate; `groups[i]` is one for near-duplicates.

    `n_undecided`: answers that are neither positive nor negative. `n_tied`: documents whose annotators disagree evenly.
    `marks[i]`: (start, label) of the spans in `texts[i]`, sorted; empty where there are none.
    `others`: texts without an answer, from which words and topics are learned, nothing else.
    `sources[i]`, `months[i]` ("2024-05"): where and when `texts[i]` was published; None: it does not say.
    `sampled[i]`: whether the document is of an honest sample of all, see `honest_sample`; empty: all of them are.
    `n_locked`: clear answers that are left out because their documents are of the locked test slice.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    is_positive: tuple[bool, ...]
    groups: tuple[str, ...]
    n_undecided: int = 0
    n_tied: int = 0
    n_locked: int = 0
    sources: tuple[str | None, ...] = ()
    months: tuple[str | None, ...] = ()
    sampled: tuple[bool, ...] = ()
    others: tuple[str, ...] = ()
    marks: tuple[tuple[tuple[int, str], ...], ...] = ()

    @property
    def n_positive(self) -> int:
        return sum(self.is_positive)

    @property
    def n_negative(self) -> int:
        return len(self.is_positive) - self.n_positive

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the sorted texts with answers and marks: the same data gives the same one in any order."""
        marks = self.marks or [()] * len(self.texts)
        rows = zip(map(sha256_of, self.texts), self.is_positive, marks, strict=True)
        lines = sorted(f"{sha256} {answer} {marked or ''}".rstrip() for sha256, answer, marked in rows)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def detector_question(db: Database) -> Question:
    """The question the detector answers, or TrainingRefused."""
    question = current_scheme(db).detector_question
    if question is None:
        raise TrainingRefused(
            "The scheme has no question with a `positive` and a `negative` value, so there is nothing to detect."
        )
    return question


def training_data(db: Database) -> TrainingData:
    """Every document with a clear answer that is not locked, in load order; the majority counts where several answered,
    and gold alone where it is submitted.

    Near-duplicates as they were found so far: bring the clusters up to date first.
    """
    question, locked = detector_question(db), set(locked_ids(db))
    given = votes(db, question.name)
    n_locked = len(locked.intersection(document_id for document_id, *_ in given))
    data = _data(db, question, [one for one in given if one[0] not in locked], n_locked=n_locked)
    others = reading_texts(db, texts_of_others(db, data.ids, MOST_TEXTS - len(data.ids)))
    sample = set(honest_sample(db, question.name))
    return replace(
        data,
        others=tuple(text for _, text in others),
        sampled=tuple(document_id in sample for document_id in data.ids),
    )


def slice_data(db: Database, *, before: str | None = None) -> TrainingData:
    """The locked test slice as far as it has clear answers, to measure on and for nothing else.

    `before`: only what was locked by then. Give it the time a version was trained: it may have learned from the rest.
    """
    question, locked = detector_question(db), set(locked_ids(db, before=before))
    return _data(db, question, [one for one in votes(db, question.name) if one[0] in locked])


def _data(
    db: Database, question: Question, given: Sequence[tuple[str, str, str]], *, n_locked: int = 0
) -> TrainingData:
    """What these answers, (document id, author, value), add up to."""
    counted: dict[str, Counter] = {}
    for document_id, _, value in given:
        counted.setdefault(document_id, Counter())[value] += 1
    chosen, n_undecided, n_tied = {}, 0, 0
    for document_id, counts in counted.items():
        (value, most), *rest = counts.most_common()
        if rest and rest[0][1] == most:
            n_tied += 1
        elif value in (question.positive, question.negative):
            chosen[document_id] = value == question.positive
        else:
            n_undecided += 1
    rows = list(reading_texts(db, texts(db, chosen)))
    origins = origins_of(db, [document_id for document_id, _ in rows])
    return TrainingData(
        ids=tuple(document_id for document_id, _ in rows),
        texts=tuple(text for _, text in rows),
        is_positive=tuple(chosen[document_id] for document_id, _ in rows),
        groups=_groups(db, rows),
        n_undecided=n_undecided,
        n_tied=n_tied,
        n_locked=n_locked,
        sources=tuple(origins[document_id][0] for document_id, _ in rows),
        months=tuple((origins[document_id][1] or "")[:7] or None for document_id, _ in rows),
        marks=tuple(reading_marks(db, document_id) for document_id, _ in rows),
    )


def _groups(db: Database, rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """One name for each of (id, text), the same for near-duplicates and for texts that read the same."""
    joined, cluster_by_id, first = Joined(), clusters_of(db, [document_id for document_id, _ in rows]), {}
    for document_id, text in rows:
        joined.join(document_id, first.setdefault(sha256_of(text), document_id))
        joined.join(document_id, cluster_by_id.get(document_id, document_id))
    return tuple(joined.of(document_id) for document_id, _ in rows)


def check_enough(data: TrainingData, question: Question) -> None:
    """Raise TrainingRefused, saying what is missing, where there are too few different documents of an answer."""
    if sentence := shortage(data, question):
        raise TrainingRefused(sentence)


def shortage(data: TrainingData, question: Question) -> str:
    """What is missing before the detector can be trained, in sentences; empty when nothing is.

    Near-duplicates count once, under the answer most of them have. Answers that contradict each other are told: who
    gave them would wonder where they are.
    """
    answers = list(answer_by_text(data.is_positive, data.groups).values())
    found = missing({question.positive: answers.count(1), question.negative: answers.count(0)})
    if found and data.n_tied:
        found += f" Left out: {data.n_tied:,} where as many people say one as the other."
    if found and (n_both := len(set(zip(data.groups, data.is_positive, strict=True))) - len(answers)):
        found += f" {n_both:,} with near-duplicates were answered both ways; each counts once, as most of them say."
    return found
