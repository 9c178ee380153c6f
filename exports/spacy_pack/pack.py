"""Makes a spaCy pack of the finished layers in the database, whole or not at all."""

import hashlib
import json
import platform
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from sqlite_utils import Database

from exports.chosen_layers import LeftOut, check_annotators, chosen_layers
from exports.spacy_pack.configs import make_config
from exports.spacy_pack.contents import Contents
from exports.spacy_pack.datasheet import datasheet
from exports.spacy_pack.docs import SPANS_KEY, category, make_doc
from exports.spacy_pack.folder import MARK, built_beside, check_target
from exports.spacy_pack.losses import write_losses
from exports.spacy_pack.settings import PackSettings
from exports.split import PARTS, Cut, default_rule, n_clusters, split
from labeling.core.annotation import Annotation
from labeling.core.document import Document
from labeling.core.errors import NothingToExport
from labeling.core.scheme import Question
from labeling.nlp.tokens import blank_pipeline
from labeling.store.annotations import annotated_documents, annotators
from labeling.store.boilerplate import ranges_of
from labeling.store.clusters import clusters_of
from labeling.store.locked_slice import locked_ids
from labeling.store.schemes import current_scheme
from labeling.workflow.clusters import find_all_clusters

Progress = Callable[[int, int], None]
Chosen = list[tuple[Document, Annotation]]
ATTRIBUTES = ("ENT_IOB", "ENT_TYPE")  # of tokens; the words themselves are always stored
ANSWERED = "{}_answered"


def write_pack(
    db: Database, folder: Path, settings: PackSettings, *, force: bool = False, progress: Progress | None = None
) -> Contents:
    """Write the pack into `folder` (new, empty, or a pack already; `force`: any) and say what is in it.

    A document goes in with its one finished layer; where there are two, the settings must name an annotator.
    """
    settings.check()
    check_target(folder, force=force)
    find_all_clusters(db)
    chosen, left_out = _choose(db, settings)
    cuts = _cuts(db, [document for document, _ in chosen])
    rule = settings.rule or default_rule(cuts)
    part_by_id = split(
        cuts, rule=rule, seed=settings.seed, test_share=settings.test_share, dev_share=settings.dev_share
    )
    contents = Contents(current_scheme(db), settings, rule, left_out=left_out)
    contents.fingerprint = fingerprint(chosen)
    contents.locked = frozenset(cut.id for cut in cuts if cut.is_locked)
    contents.n_clusters = n_clusters(cuts)
    for document, _ in chosen:
        contents.count_boilerplate(document.text, ranges_of(db, document.id))
    with built_beside(folder) as temporary:
        bins = _make_bins(chosen, part_by_id, contents, progress)
        _write_bins(bins, temporary)
        _write_configs(contents, temporary, answered=ANSWERED.format("train") in bins)
        (temporary / "losses.jsonl").write_bytes(write_losses(contents.losses))
        (temporary / "datasheet.md").write_text(datasheet(contents), encoding="utf-8")
        (temporary / MARK).write_text(json.dumps(_pack_json(contents), indent=1, ensure_ascii=False), encoding="utf-8")
    return contents


def fingerprint(chosen: Chosen) -> str:
    """What these documents and layers add up to, in any order: 64 hexadecimal digits."""
    lines = sorted(
        json.dumps(
            [
                document.id,
                document.sha256,
                layer.author,
                [[*span.place, dict(span.attributes)] for span in layer.spans],
                {name: answer.value for name, answer in layer.answers.items()},
            ],
            sort_keys=True,
        )
        for document, layer in chosen
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _choose(db: Database, settings: PackSettings) -> tuple[Chosen, LeftOut]:
    names = [settings.annotator] if settings.annotator is not None else None
    check_annotators(names or [], [annotator.name for annotator in annotators(db)])
    left_out = LeftOut()
    layers = chosen_layers(annotated_documents(db, annotators=names), left_out, unfinished=settings.unfinished)
    chosen = [(annotated.document, layer) for annotated, layer in layers if layer]
    if not chosen:
        raise NothingToExport(
            f"There is no finished document to export. {left_out.sentence()} Submit some, then export again. "
            "Nothing was written."
        )
    return chosen, left_out


def _cuts(db: Database, chosen: list[Document]) -> list[Cut]:
    """What the split needs to know of the documents that go in."""
    cluster_by_id, locked = clusters_of(db, [document.id for document in chosen]), set(locked_ids(db))
    return [Cut(one.id, one.sha256, one.published, cluster_by_id.get(one.id), one.id in locked) for one in chosen]


def _make_bins(
    chosen: Chosen, part_by_id: dict[str, str], contents: Contents, progress: Progress | None
) -> dict[str, DocBin]:
    """A DocBin for each part, and for train and dev one more of the answered documents if some have no answer."""
    nlp, question = blank_pipeline(), contents.scheme.detector_question
    names = [*PARTS, *_answered_bins(chosen, part_by_id, question)]
    bins = {name: DocBin(attrs=ATTRIBUTES, store_user_data=True) for name in names}
    for number, (document, layer) in enumerate(chosen, start=1):
        part = part_by_id[document.id]
        doc = make_doc(nlp, document, layer, question, contents.losses)
        if document.id in contents.locked:
            doc.user_data["locked"] = True
        bins[part].add(doc)
        if doc.cats and ANSWERED.format(part) in bins:
            bins[ANSWERED.format(part)].add(doc)
        contents.count(part, document, layer, len(doc))
        contents.lengths.update(len(span) for span in doc.spans[SPANS_KEY])
        if progress and number % 50 == 0:
            progress(number, len(chosen))
    return bins


def _answered_bins(chosen: Chosen, part_by_id: dict[str, str], question: Question | None) -> list[str]:
    """The files for text classification alone: needed where some documents to learn from have an answer and some not.

    spaCy's exclusive classifier would learn from a document without categories that it is neither.
    """
    has_answer = [
        category(layer, question) is not None for document, layer in chosen if part_by_id[document.id] != "test"
    ]
    return [ANSWERED.format(part) for part in ("train", "dev")] if len(set(has_answer)) == 2 else []


def _write_bins(bins: dict[str, DocBin], folder: Path) -> None:
    for name, docs in bins.items():
        docs.to_disk(folder / f"{name}.spacy")


def _write_configs(contents: Contents, folder: Path, *, answered: bool) -> None:
    """A config for each component there is something to learn for; why not, where not, goes to the contents."""
    in_train = {name for part, name in contents.n_spans if part == "train"}
    question = contents.scheme.detector_question
    values = {value for part, value in contents.n_answers if part == "train"}
    if not in_train:
        contents.missing_configs |= dict.fromkeys(("ner", "spancat"), "no span in train.spacy")
    if not question or not values >= {question.positive, question.negative}:
        contents.missing_configs["textcat"] = "train.spacy does not hold both answers"
    for component in {"ner", "spancat", "textcat"} - contents.missing_configs.keys():
        config = make_config(
            component,
            n_train_tokens=contents.n_tokens["train"],
            lengths=contents.lengths,
            answered=answered and component == "textcat",
        )
        config.to_disk(folder / f"config_{component}.cfg")


def _pack_json(contents: Contents) -> dict:
    return {
        "kind": "sitrep spacy pack",
        "format": 1,
        **contents.figures(),
        "tokenizer": "spacy.Tokenizer.v1, English, as spacy.blank('en') makes it",
        "versions": {"spacy": spacy.__version__, "python": platform.python_version()},
    }
