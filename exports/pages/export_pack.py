"""The spaCy half of the export page."""

import shlex
from pathlib import Path

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from exports.pages.prepared import download_button, prepare_button
from exports.spacy_pack.losses import counted
from exports.spacy_pack.settings import PackSettings
from exports.split import PARTS
from labeling.core.errors import FileRefused
from labeling.core.plural import n_of
from labeling.pages.session import command_line
from labeling.store.annotations import Annotator

FOLDER = "spacy-pack"
WHOEVER, GOLD = None, 0  # beside the names of people, which are strings
WHOSE = {WHOEVER: "whoever finished the document", GOLD: "gold, whoever settled it"}
CUTS = {None: "whole, or by paragraph if few and long", True: "one for each paragraph", False: "whole"}
RULES = {None: "by date where dates are known", "date": "by date", "random": "at random", "cluster": "by cluster"}
MOST_LOSSES = 200  # shown; the file has them all


def show_pack(db: Database, people: list[Annotator]) -> None:
    st.caption(
        "A spaCy pack: a folder that `python -m spacy train` takes as it is, with train, dev and test, configs for "
        "entities, overlapping spans and document labels, a datasheet, and a list of everything a spaCy document "
        "cannot hold."
    )
    settings = _settings(people)
    settings.check()
    prepared = prepare_button(
        "Prepare spaCy pack",
        "export.pack",
        settings,
        lambda path, progress: _make(db, settings, path, progress),
        file=f"{FOLDER}.zip",
    )
    if prepared:
        download_button(prepared, "application/zip")
        _show_contents(prepared.contents)
    command_line(_command(settings))


def _settings(people: list[Annotator]) -> PackSettings:
    who, how, number = st.columns([2, 2, 1])
    has_gold = any(person.kind == "gold" for person in people)
    names = [WHOEVER, *[GOLD] * has_gold, *(person.name for person in people)]
    whose = who.selectbox("Whose annotations", names, format_func=lambda name: WHOSE.get(name, name))
    rule = how.selectbox("Split", list(RULES), format_func=RULES.get)
    seed = number.number_input(
        "Seed", 0, 10**6, 7, disabled=rule == "date", help="For the splits at random and by cluster."
    )
    docs, speech = st.columns([2, 3])
    paragraphs = docs.selectbox("spaCy documents", list(CUTS), format_func=CUTS.get)
    language = speech.text_input(
        "Language", placeholder="en", help="Only documents in it, cut by its rules: ar, de, …; xx for any language."
    )
    dev, test, open_ = st.columns([2, 2, 1])
    dev_share = dev.slider("Share of dev", 0.0, 0.45, 0.1, 0.05)
    test_share = test.slider("Share of test", 0.0, 0.5, 0.2, 0.05)
    unfinished = open_.checkbox("Unfinished documents too", help="Documents that were begun and not submitted.")
    return PackSettings(
        None if whose in (WHOEVER, GOLD) else whose, rule, int(seed), round(test_share, 2), round(dev_share, 2),
        unfinished, gold=whose == GOLD, paragraphs=paragraphs, language=language.strip() or None,
    )  # fmt: skip


def _make(db: Database, settings: PackSettings, path: Path, progress) -> object:
    try:
        from exports.spacy_pack.zipped import zipped_pack  # imports spaCy: only when somebody wants a pack
    except ImportError as error:
        raise FileRefused(f"spaCy cannot be imported ({error}). Install it: pip install -r requirements.txt.") from None
    return zipped_pack(db, settings, path, name=FOLDER, progress=progress)


def _show_contents(contents) -> None:
    parts = ", ".join(f"{contents.n_documents[part]:,} {part}" for part in PARTS)
    cut = f", as {n_of(contents.n_docs.total(), 'paragraph')}" if contents.is_cut else ""
    locked = f"; {len(contents.locked):,} of test are the locked slice" if contents.locked else ""
    st.markdown(
        f"**{n_of(contents.n_documents.total(), 'document')}** ({parts}{locked}){cut}, "
        f"**{n_of(contents.n_spans.total(), 'span')}**. {contents.left_out.sentence()}"
    )
    labels = sorted({label for _, label in contents.n_spans})
    spans = {part: [contents.n_spans[part, label] for label in labels] for part in PARTS}
    st.dataframe(pd.DataFrame({"Spans": labels, **spans}), hide_index=True, width="stretch", height="content")
    for note in contents.notes():
        st.info(note)
    if not contents.losses:
        st.caption("Nothing is lost on the way.")
        return
    st.caption("What is moved or left out of something:")
    table = pd.DataFrame(counted(contents.losses)).rename(columns={"what": "What", "why": "Why", "n": "Times"})
    st.dataframe(table, hide_index=True, width="stretch", height="content")
    with st.expander(f"One by one (the first {MOST_LOSSES}; losses.jsonl in the pack has all)"):
        st.dataframe(pd.DataFrame([loss.row() for loss in contents.losses[:MOST_LOSSES]]), hide_index=True)


def _command(settings: PackSettings) -> str:
    words = ["sitrep", "export", "spacy", FOLDER]
    if settings.annotator is not None:
        words += ["--annotator", settings.annotator]
    words += ["--gold"] * settings.gold
    if settings.language:
        words += ["--language", settings.language]
    if settings.paragraphs is not None:
        words += ["--paragraphs" if settings.paragraphs else "--whole"]
    if settings.rule:
        words += ["--split", settings.rule]
    usual = PackSettings()
    for option, name in (("--seed", "seed"), ("--test-share", "test_share"), ("--dev-share", "dev_share")):
        if getattr(settings, name) != getattr(usual, name):
            words += [option, str(getattr(settings, name))]
    return shlex.join(words + ["--unfinished"] * settings.unfinished)
