"""The span suggester at work: trained from the project, stored as a version, reading documents ahead."""

import hashlib
import json
from collections.abc import Sequence

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import masked
from labeling.core.errors import TrainingRefused
from labeling.core.scheme import Question
from labeling.store.boilerplate import ranges_of
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned.models import ModelVersion, add_model_version, latest_model, serving_model
from labeling.store.learned.readings import KIND, n_finished_with_spans, unread_documents, write_reading
from labeling.store.schemes import current_scheme
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.clusters import find_all_clusters
from models.spans.artifact import read_suggester, write_suggester
from models.spans.examples import Example, MarkedText
from models.spans.marked_texts import marked_texts
from models.spans.progress import Progress, followed
from models.spans.succession import judge
from models.spans.suggester import SpanSuggester
from models.spans.training import train_suggester
from models.versions.choice import no_model

FEWEST = 5  # finished documents with marks, from which on there is something to learn
LEAST_SCORE = 0.1  # of a span that is stored
BATCH = 10  # documents


def train_spans(db: Database, progress: Progress = lambda share, what: None) -> ModelVersion:
    """Train on every finished document outside the locked slice and store the version; it serves unless it is worse.

    TrainingRefused where there are too few documents.
    """
    scheme = current_scheme(db)
    find_all_boilerplate(db, lambda share, what: progress(0.0, what))
    find_all_clusters(db, lambda share, what: progress(0.0, what))
    n_finished, texts = n_finished_with_spans(db), marked_texts(db, scheme.detector_question)
    n_marked = sum(bool(one.marks) for one in texts)
    if n_marked < FEWEST:
        raise TrainingRefused(
            f"{n_marked} finished documents with marks: {FEWEST} are needed to learn what people mark. "
            "Until then the dictionary and the gazetteer suggest."
        )
    gazetteer = current_gazetteer(db)
    read = followed(texts, lambda share: progress(0.0, "Reading the documents"))
    examples = [Example(one, gazetteer) for one in read]
    labels, telling = [label.name for label in scheme.labels], telling_words(scheme.detector_question)
    trained = train_suggester(examples, labels, gazetteer, progress, telling)
    comparing = "Comparing with the version that serves"
    progress(0.97, comparing)
    serves, why = judge(db, examples, trained, gazetteer, lambda share: progress(0.97, comparing))
    progress(1.0, "Storing")
    n_off = sum(one.n_off for one in examples)
    add_model_version(
        db,
        kind=KIND,
        artifact=write_suggester(trained.suggester, trained.held_out),
        metrics=trained.metrics | {"n_marked": n_marked, "n_finished": n_finished, "n_off": n_off, "why": why},
        settings={"gazetteer": gazetteer.id, "scheme": scheme.id},
        trained_on=fingerprint(texts),
        serves=serves,
        why=why,
    )
    return latest_model(db, KIND)


def telling_words(question: Question | None) -> set[str]:
    """The words of the phrases that the scheme says speak for a report."""
    phrases = (*question.keywords, *question.related) if question else ()
    return {word for phrase in phrases for word in phrase.split()}


def fingerprint(texts: Sequence[MarkedText]) -> str:
    """SHA-256 over the sorted texts with their marks: the same data gives the same fingerprint in any order."""
    lines = sorted(json.dumps([one.text, sorted(one.marks)], ensure_ascii=False) for one in texts)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def serving_suggester(db: Database) -> tuple[int, SpanSuggester]:
    """The version that serves and its number; NoModel without one, ModelDamaged where it cannot be read."""
    version = serving_model(db, KIND)
    if version is None:
        raise no_model(KIND)
    return version.id, read_suggester(version, current_gazetteer(db))


def read_batch(db: Database, model_id: int, suggester: SpanSuggester) -> int:
    """Read up to BATCH documents that this version has not read, and store what it proposes; how many there were."""
    rows = unread_documents(db, model_id, BATCH)
    for document_id, text in rows:
        found = suggester.suggest(masked(text, ranges_of(db, document_id)))
        write_reading(db, document_id, model_id, [one for one in found if one[3] >= LEAST_SCORE])
    return len(rows)
