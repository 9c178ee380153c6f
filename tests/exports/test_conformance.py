"""Every real file of another tool goes through `sitrep load`, and loaded plus reported is what it holds."""

import json
from collections import Counter

import pytest

from exports.commands.load import load
from exports.formats import FORMATS, format_by_content
from exports.sources import read_paths
from labeling.core.scheme_file import NAME
from tests.exports.conformance import CONFORMANCE, entries
from tests.exports.conftest import Result

ENTRIES = entries(lambda entry: True)
UNREAD = {  # format of the manifest -> why it is not read
    "w3c-web-annotation": "the text is not in the file but behind an address",
}
REFUSED = {  # file -> what the refusal says: a file is taken whole or not at all
    "doccano/seqlab_invalid.conll": "line 1: 1 column; expected 2",
    "label-studio/richtext_plain_annotated.json": "its quote is 'February 22'",
    "label-studio/choices_mixed.json": "Expected tasks with a text",
    "label-studio/old_completions_aggregated.json": "Expected tasks with a text",
    "potato/v2_user_state_alice.json": "its data file beside it",
}
NAMED = {  # file -> its format: the content alone looks like another one
    "prodigy/bio_events_preannotated.jsonl": "prodigy",
}
SPANS = (
    "rejected spans",
    "spans of skipped records",
    "spans given twice",
    "spans of no length",
    "spans that say the same twice after mapping",
)
# counts of the manifest -> under which names `load` says them; where a count is not in the manifest it is 0
SAID = {
    ("n_bad_rows",): ("rows without text", "spans whose label has blanks in it"),
    ("n_relations", "n_pred_relations"): ("relations",),
    ("n_events",): ("events",),
    ("n_notes",): ("notes",),
    ("n_normalisations",): ("normalisations",),
    ("n_equiv",): ("equivalences",),
    ("n_version_spans",): ("spans of versions before a review",),
    ("n_other_layer_spans",): ("spans of linguistic layers",),
    ("n_prediction_ids",): ("predictions exported as numbers only",),
    ("n_pred_doc_labels",): ("suggested document labels",),
    ("n_pred_spans", "n_spans_none"): ("suggestions", "suggestions that do not fit"),
    ("n_attributes",): ("attributes",),
    **{
        (f"n_not_carried_{kind}",): (f"{kind} results",)
        for kind in ("datetime", "number", "rectanglelabels", "taxonomy", "textarea", "hypertextlabels")
    },
}


def test_the_collection_is_there_and_the_lists_are_of_it(shared):
    assert len(ENTRIES) == 91
    assert set(UNREAD) <= {entry["format"] for entry in ENTRIES}
    assert {*REFUSED, *NAMED} <= {entry["file"] for entry in ENTRIES}


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e["format"] not in UNREAD], ids=lambda e: e["file"])
def test_what_is_loaded_and_what_is_said_add_up_to_the_file(entry, run, scheme, tmp_path):
    name = entry["file"]
    result = run(load, CONFORMANCE / name, *options_for(entry, scheme), "--json")
    if name in REFUSED:
        assert result.exit_code == 1
        assert REFUSED[name] in result.stderr
        return
    figures = figures_of(result)
    said = Counter(
        {one["kind"]: one["n"] for one in figures["not_carried"]} | {"suggestions": figures["n_suggestions"]}
    )
    assert figures["n_documents"] + said["documents without text"] == entry["n_documents"]
    predicted = entry.get("n_spans_none", 0)
    assert figures["n_spans"] + sum(said[kind] for kind in SPANS) == entry["n_spans"] - predicted
    for counts, kinds in SAID.items():
        assert sum(said[kind] for kind in kinds) == sum(entry.get(count, 0) for count in counts), counts
    n_labels = entry.get("n_doc_labels", 0) + entry.get("n_choice_answers", 0)
    assert figures["n_answers"] + said["document labels"] + said["values that differ between annotations"] == n_labels
    assert said["denied document labels"] == entry.get("n_doc_labels_negative", 0)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e["format"] in UNREAD], ids=lambda e: e["file"])
def test_what_is_not_read_is_refused_and_listed_as_long_as_that_is_so(entry, run):
    result = run(load, CONFORMANCE / entry["file"], "--add-labels")
    assert (result.exit_code, entry["file"].rpartition("/")[2] in result.stderr) == (1, True)
    assert entry["format"] not in FORMATS


@pytest.mark.parametrize("name", NAMED)
def test_the_format_has_to_be_named_where_the_content_does_not_tell_it(shared, name):
    data = (CONFORMANCE / name).read_bytes()
    assert format_by_content(data, name) != NAMED[name], "it is told now: take it out of NAMED"


def options_for(entry: dict, scheme) -> list[str]:
    """Named where it has to be; foreign labels become new ones where their names can be, else known ones."""
    format = NAMED.get(entry["file"])
    reading = read_paths([CONFORMANCE / entry["file"]], scheme=scheme, format=format)
    layers = [layer for one in reading.documents for layer in one.annotations]
    labels = sorted({span.label for layer in layers for span in layer.spans} - set(scheme.label_by_name))
    if all(map(NAME.fullmatch, labels)):
        options = ["--add-labels"]
    else:
        known = list(scheme.label_by_name)
        options = [word for at, old in enumerate(labels) for word in ("--map", f"{old}={known[at % len(known)]}")]
    return options + (["--format", format] if format else [])


def figures_of(result: Result) -> dict:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)
