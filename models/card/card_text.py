"""The card of a detector in plain English, Markdown."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from labeling.core.clock import minute
from labeling.core.plural import n_of

MOST_ROWS = 20  # sources or months; the rest are in card.json
MEANINGS = {
    "average_precision": "average precision: how well positives rank above the rest",
    "f1": "F1 of the positive answer",
    "macro_f1": "F1 of both answers, averaged",
    "precision": "precision: the share of positives in what it calls so",
    "recall": "recall: the share of positives that it calls so",
    "brier": "Brier score: mean squared error of the scores; .25 is a coin, 0 is perfect",
    "ece": "calibration error: how far scores and shares are apart",
    "all_yes_f1": "F1 of calling everything positive, for comparison",
}
TEMPLATE = """# {title}

A detector of Sitrep: it reads the text of a news report and gives the probability that people would answer “{positive}”
to the question `{question}`{asked}, rather than “{negative}”.

- Version {version} of its project, trained {trained_at}, exported {exported_at} by Sitrep {sitrep}.{serves}
- Scheme `{scheme}`, guideline version {guideline}, as of the export.
- Libraries: {libraries}.

## How to use it

```python
from models.detecting.loaded import load_detector

detector = load_detector("{folder}")
print(detector.score(["Rockets hit the base at dawn."]), detector.is_report(["Parliament met."]))
```

This needs Sitrep installed, and no project. `detector.skops` holds arrays and words; loading it runs nothing.

## Threshold

{threshold}

## What it must not be used for

{limits}

## What it learned from

{data}

{sources}

## How good it is, out of fold

{n}. Each was scored by a model that did not see it, nor any near-duplicate of it; F1, precision and recall are at a
threshold that was chosen on the other folds for the best macro-F1. In 95 % of draws of as many documents the figure
lies in the interval.

{figures}

{parts}

## How good it is on the locked test slice

{locked}

## spaCy pipeline

{spacy}
"""


def card_text(card: Mapping[str, Any], folder: str) -> str:
    """The whole card; `folder`: where it goes, for the example."""
    question, data = card["question"], card["data"]
    return TEMPLATE.format(
        title=f"Model card: {plain(question['name'])}, version {card['version']}",
        positive=plain(question["positive"]),
        negative=plain(question["negative"]),
        question=question["name"],
        asked=f" (“{plain(question['text'])}”)" if question["text"] else "",
        version=card["version"],
        trained_at=_moment(card["trained_at"]),
        exported_at=_moment(card["exported_at"]),
        sitrep=card["sitrep"],
        serves="" if card["serves"] else " Another version serves there.",
        scheme=card["scheme"]["id"],
        guideline=plain(card["scheme"]["guideline_version"]),
        libraries=", ".join(f"{name} {version}" for name, version in card["libraries"].items()),
        folder=folder.replace("\\", "/").replace('"', '\\"'),
        threshold=_threshold(card),
        limits=_list(card["limits"]),
        data=_data(card),
        sources=_table("Source", ["Documents"], [[name, f"{n:,}"] for name, n in data["sources"].items()]),
        n=_n(card["figures"], question),
        figures=_figures(card["figures"]),
        parts="\n\n".join(_part(heading, card["parts"][f"{heading.lower()}s"]) for heading in ("Source", "Month")),
        locked=_locked(card),
        spacy=_spacy(card["spacy"]),
    )


def plain(name: object) -> str:
    """A name that cannot break the Markdown around it: one line, nothing in it is markup."""
    return re.sub(r"([\\`*_|<>\[\]])", r"\\\1", " ".join(str(name).split()))


def _threshold(card: Mapping[str, Any]) -> str:
    of, yes = card["threshold"], plain(card["question"]["positive"])
    says = f"A text that scores {of['value']:.3f} or more is called “{yes}”"
    if of["find"] is None:
        return (
            f"{says}: the threshold with the best macro-F1 to expect, if scores mean what they say. It promises no "
            "share of the positives; see precision and recall below."
        )
    return (
        f"{says}. It was chosen to find {of['find']:.0%} of the positives. Of new documents like those it learned from "
        f"it is expected to find {of['promised']:.1%} (interval {_interval(of)}), by calling {of['read']:.0%} of all "
        f"documents so; {of['precision']:.0%} of these are positive."
    )


def _data(card: Mapping[str, Any]) -> str:
    data, question = card["data"], card["question"]
    dated = f"{data['first_month']} to {data['last_month']}" if data["first_month"] else "none is dated"
    languages = ", ".join(f"{plain(name)} ({n:,})" for name, n in data["languages"].items())
    return _list(
        [
            f"{_n(data, question)}; fingerprint of texts and answers (SHA-256): `{data['fingerprint']}`.",
            *_sampled(data),
            f"Words and topics also from {n_of(data['n_without_answer'], 'document')} without an answer.",
            f"Published: {dated}; {n_of(data['n_without_date'], 'document')} without a date. Language: {languages}.",
            f"Left out: {data['n_undecided_left_out']:,} answered neither way, {data['n_tied_left_out']:,} answered "
            f"both ways by as many people, {data['n_locked_left_out']:,} of the locked test slice.",
        ]
    )


def _sampled(data: Mapping[str, Any]) -> list[str]:
    n = data["n_sampled"]
    some = {0: "None of them belongs", 1: "One of them belongs"}.get(n, f"{n:,} of them belong")
    return [] if n is None else [f"{some} to an honest sample of all documents of the project."]


def _n(of: Mapping[str, Any], question: Mapping[str, Any]) -> str:
    positive, negative = (f"{of[f'n_{kind}']:,} “{plain(question[kind])}”" for kind in ("positive", "negative"))
    return f"{n_of(of['n'], 'document')}, {positive} and {negative}"


def _figures(figures: Mapping[str, Any]) -> str:
    rows = [
        [meaning, _number(figures[name]["value"]), _interval(figures[name])]
        for name, meaning in MEANINGS.items()
    ]  # fmt: skip
    called = "{true_positives:,} rightly and {false_positives:,} wrongly called positive, {false_negatives:,} missed"
    return f"{_table('Figure', ['Value', 'Interval'], rows)}\n\n{called.format(**figures)}."


def _part(heading: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Figures of each source or month, those with few documents together."""
    shown = [
        [
            *(row["part"], f"{row['n']:,}", f"{row['n_positive']:,}", _number(row["average_precision"])),
            _interval({end: row[f"average_precision_{end}"] for end in ("low", "high")}),
        ]
        for row in rows
    ]
    return _table(heading, ["n", "Positive", "Average precision", "Interval"], shown)


def _locked(card: Mapping[str, Any]) -> str:
    found = card["locked_slice"]
    if found is None:
        return "Nobody measured this version there (`sitrep evaluate --locked` does)."
    return (
        f"Measured {_moment(found['at'])} on {_n(found['figures'], card['question'])}, drawn at random and never "
        f"learned from, at the threshold {found['threshold']:.3f}. By then the slice had been looked at "
        f"{n_of(found['n_looks'], 'time')}: who changes things after each look fits them to it.\n\n"
        f"{_figures(found['figures'])}"
    )


def _spacy(pipeline: Mapping[str, Any] | None) -> str:
    if pipeline is None:
        return "None was given."
    components = ", ".join(plain(name) for name in pipeline["components"]) or "none"
    scores = ", ".join(f"{plain(name)} {value:.3f}" for name, value in pipeline["scores"].items())
    return (
        f"In `spacy`: {plain(pipeline['name'])} {plain(pipeline['version'])} for spaCy {plain(pipeline['spacy'])}, "
        f"components: {components}. It loads, and `python -m spacy package spacy OUT` makes a package of it. "
        + (f"Its own figures, from its training: {scores}." if scores else "It names no figures of its own.")
    )


def _table(heading: str, columns: list[str], rows: list[list[str]]) -> str:
    """Rows whose first cell is a name; at most MOST_ROWS, then how many more there are."""
    lines = [f"| {heading} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {plain(row[0])} | {' | '.join(row[1:])} |" for row in rows[:MOST_ROWS]]
    more = len(rows) - MOST_ROWS
    return "\n".join(lines) + (f"\n\n{more:,} more are in card.json." if more > 0 else "")


def _list(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(of: Mapping[str, Any]) -> str:
    return "–" if of["low"] is None else f"{of['low']:.3f} to {of['high']:.3f}"


def _moment(at: str) -> str:
    return f"{minute(at)} UTC"
