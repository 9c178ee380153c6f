"""Makes a spaCy pack of the finished layers in the database, whole or not at all."""

import hashlib
import json
import platform
from dataclasses import replace
from pathlib import Path

import spacy
from sqlite_utils import Database

from exports.spacy_pack.bins import ANSWERED, Progress, answered_parts, make_bins
from exports.spacy_pack.categories import categories
from exports.spacy_pack.choice import Choice, Chosen, choose, language_note
from exports.spacy_pack.configs import COMPONENTS, make_config
from exports.spacy_pack.contents import Contents
from exports.spacy_pack.datasheet import datasheet
from exports.spacy_pack.fitting import candidate_sizes
from exports.spacy_pack.folder import MARK, PROJECT, built_beside, check_target
from exports.spacy_pack.language import pipeline_of
from exports.spacy_pack.losses import write_losses
from exports.spacy_pack.paragraphs import want_paragraphs
from exports.spacy_pack.project_file import project_yml
from exports.spacy_pack.settings import PackSettings
from exports.split import PARTS, Cut, default_rule, n_clusters, split
from labeling.core.document import Document
from labeling.store.boilerplate import ranges_of
from labeling.store.clusters import clusters_of
from labeling.store.locked_slice import locked_ids
from labeling.store.schemes import current_scheme
from labeling.workflow.clusters import find_all_clusters


def write_pack(
    db: Database, folder: Path, settings: PackSettings, *, force: bool = False, progress: Progress | None = None
) -> Contents:
    """Write the pack into `folder` (new, empty, or a pack already; `force`: any) and say what is in it.

    A document goes in with its one finished layer; where there are two, the settings must say which.
    """
    settings.check()
    check_target(folder, force=force)
    nlp = pipeline_of(settings.language)
    find_all_clusters(db)
    choice = choose(db, settings)
    cuts = _cuts(db, [document for document, _ in choice.chosen])
    rule = settings.rule or default_rule(cuts)
    part_by_id = split(
        cuts, rule=rule, seed=settings.seed, test_share=settings.test_share, dev_share=settings.dev_share
    )
    contents = _contents(db, settings, rule, choice, cuts, part_by_id)
    with built_beside(folder) as temporary:
        bins = make_bins(choice.chosen, part_by_id, contents, nlp, progress)
        for name, docs in bins.items():
            docs.to_disk(temporary / f"{name}.spacy")
        _fit_candidates(contents)
        _write_configs(contents, temporary)
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


def _cuts(db: Database, chosen: list[Document]) -> list[Cut]:
    """What the split needs to know of the documents that go in."""
    cluster_by_id, locked = clusters_of(db, [document.id for document in chosen]), set(locked_ids(db))
    return [Cut(one.id, one.sha256, one.published, cluster_by_id.get(one.id), one.id in locked) for one in chosen]


def _contents(
    db: Database, settings: PackSettings, rule: str, choice: Choice, cuts: list[Cut], part_by_id: dict[str, str]
) -> Contents:
    """What is known before the documents are made."""
    contents = Contents(current_scheme(db), settings, rule, left_out=choice.left_out)
    contents.fingerprint = fingerprint(choice.chosen)
    contents.locked = frozenset(cut.id for cut in cuts if cut.is_locked)
    contents.n_clusters = n_clusters(cuts)
    contents.n_by_language = choice.n_by_language
    contents.language_note = language_note(choice, settings.language)
    for document, _ in choice.chosen:
        contents.count_boilerplate(document.text, ranges_of(db, document.id))
    contents.is_cut = settings.paragraphs
    if settings.paragraphs is None:
        contents.is_cut = want_paragraphs(one.text for one, _ in choice.chosen if part_by_id[one.id] == "train")
    contents.answered_parts = answered_parts(choice.chosen, part_by_id, contents.question, is_cut=contents.is_cut)
    return contents


def _fit_candidates(contents: Contents) -> None:
    """How long candidates of the span categoriser are; spans that are longer are losses."""
    contents.sizes = candidate_sizes(contents.n_by_length)
    longest = contents.sizes[-1]
    contents.losses += [
        replace(loss, why=f"longer than the {longest} tokens of the longest candidate")
        for n, loss in contents.long_spans
        if n > longest
    ]
    contents.long_spans.clear()


def _write_configs(contents: Contents, folder: Path) -> None:
    """A config for each component there is something to learn for; why not, where not, goes to the contents."""
    question = contents.question
    in_train = {name for part, name in contents.n_examples if part == "train"}
    answers = {value for part, value in contents.n_answers if part == "train"}
    if not in_train:
        contents.missing_configs |= dict.fromkeys(("ner", "spancat"), "no span in train.spacy")
    if not question or len(answers & set(categories(question))) < 2:
        contents.missing_configs["textcat"] = "train.spacy does not hold two answers to tell apart"
    written = [component for component in COMPONENTS if component not in contents.missing_configs]
    files = {component: _files(component, contents.answered_parts) for component in written}
    for component in written:
        config = make_config(
            component,
            language=contents.language,
            n_train_tokens=contents.n_tokens["train"],
            sizes=contents.sizes,
            files=files[component],
        )
        config.to_disk(folder / f"config_{component}.cfg")
    measured = "test" if contents.n_documents["test"] else "dev"
    (folder / PROJECT).write_text(project_yml(written, files, measured=measured), encoding="utf-8")


def _files(component: str, answered: list[str]) -> dict[str, str]:
    """What a component reads, by part."""
    names = {part: ANSWERED.format(part) for part in PARTS if component == "textcat"}
    return {part: f"{names[part] if names.get(part) in answered else part}.spacy" for part in PARTS}


def _pack_json(contents: Contents) -> dict:
    return {
        "kind": "sitrep spacy pack",
        "format": 1,
        **contents.figures(),
        "tokenizer": f"the rules of spacy.blank({contents.language!r})",
        "versions": {"spacy": spacy.__version__, "python": platform.python_version()},
    }
