"""`sitrep export FORMAT OUT` for every format that is written: what is announced is what comes back."""

import json
import zipfile
from collections import Counter

import pytest

from exports.commands.export import export
from exports.commands.load import load
from exports.formats import FORMATS
from exports.formats.losses import Loss
from exports.tools import KEY_BY_NAME
from labeling.core.annotation import AnnotatedDocument
from labeling.store.annotations import annotated_documents
from labeling.store.database import open_database
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.exports.lively import lively

NAME_BY_KEY = {key: name for name, key in KEY_BY_NAME.items()}
KEYS = [key for key, format in FORMATS.items() if format.is_written and key != "jsonl"]
OF_ONE = [key for key in KEYS if FORMATS[key].one_layer]
OF_SEVERAL = [key for key in KEYS if not FORMATS[key].one_layer]
OF_FILES = [key for key in KEYS if FORMATS[key].write_files]
FINISHED = ("done", "skipped")
MOVED = Counter({"edges": 99, "unfinished": 99, "skipped": 99, "layers": 99})  # are there, or never were to go out
FIELDS = {
    "titles": "title",
    "dates": "published",
    "sources": "source",
    "addresses": "url",
    "languages": "language",
    "details": "meta",
    "ids": "id",
}


@pytest.fixture
def project(db):
    load_documents(db, lively())
    return db


def out_of(key, folder):
    return folder / ("out" if FORMATS[key].write_files else f"out{FORMATS[key].suffixes[0]}")


def options_of(key):
    return ["--annotator", "Amal"] if FORMATS[key].one_layer else []


def things(documents) -> Counter[tuple]:
    """Everything that can be lost, each under the first word of what it is called when it is."""
    found = Counter()
    for one in documents:
        found.update((kind, str(getattr(one.document, name) or "")) for kind, name in FIELDS.items())
        for layer in one.annotations:
            found["spans",] += len(layer.spans)
            found.update(("attributes", name, value) for span in layer.spans for name, value in span.attributes.items())
            found.update(("answers", name, answer.value) for name, answer in layer.answers.items())
            found.update(("reasons", answer.reason) for answer in layer.answers.values() if answer.reason)
            found.update(("notes", note) for note in [layer.note] if note)
            found["stretches",] += len(layer.background)
    return Counter({thing: n for thing, n in found.items() if n and thing[-1] not in ("", "{}")})


def missing(given, back) -> Counter[str]:
    """What of the one is not in the other, by kind; reasons that went with their answers are no loss of their own."""
    lost = Counter()
    for thing, n in (things(given) - things(back)).items():
        lost[thing[0]] += n
    if lost["answers"]:
        del lost["reasons"]
    return +lost


def going_out(key) -> list[AnnotatedDocument]:
    """What the project holds of that which is exported: finished layers, of Amal where the format takes one."""
    wanted, authors = (("done",), ("Amal",)) if FORMATS[key].one_layer else (FINISHED, ("Amal", "Omar Said"))
    kept = []
    for one in lively():
        layers = tuple(layer for layer in one.annotations if layer.state in wanted and layer.author in authors)
        kept += [AnnotatedDocument(one.document, layers)] if layers else []
    return kept


def loaded_again(run, db_path, tmp_path, out, *options):
    """What the export gives in a new project, and the figures of loading it."""
    db_path.rename(tmp_path / "first.db")
    open_database(db_path).conn.close()
    result = run(load, out, "--json", *options)
    assert result.exit_code == 0, result.stderr
    db = open_database(db_path)
    found = list(annotated_documents(db))
    db.conn.close()
    return found, json.loads(result.stdout)


@pytest.mark.parametrize("key", KEYS)
def test_what_was_announced_comes_back_and_the_rest_was_counted(run, project, db_path, tmp_path, key):
    out = out_of(key, tmp_path)
    result = run(export, NAME_BY_KEY[key], out, "--json", *options_of(key))
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)
    project.conn.close()
    given = going_out(key)
    back, loaded = loaded_again(run, db_path, tmp_path, out)
    assert figures["n_documents"] == len(given) == loaded["n_documents"]
    assert (figures["n_spans"], figures["n_answers"]) == (loaded["n_spans"], loaded["n_answers"])
    lost = Counter()
    for kind, n in figures["not_carried"].items():
        lost[kind.split(" ")[0]] += n
    assert missing(given, back) == lost - MOVED


@pytest.mark.parametrize("key", KEYS)
def test_people_read_what_was_written_and_what_was_not(run, project, tmp_path, key):
    out = out_of(key, tmp_path)
    result = run(export, NAME_BY_KEY[key], out, *options_of(key))
    n = len(going_out(key))
    assert result.stdout.startswith(f"{n} documents, ")
    assert result.stdout.endswith(f" answers written to {out}.\n")
    loses_background = Loss.BACKGROUND in FORMATS[key].losses
    assert ("Note: Not carried: " in result.stderr) == loses_background
    assert ("stretches of background" in result.stderr) == loses_background
    nobody = "3 not worked on by Amal" if FORMATS[key].one_layer else "2 not worked on"
    assert f"1 unfinished (take them with --unfinished), {nobody}." in result.stderr


@pytest.mark.parametrize("key", OF_ONE)
def test_a_format_of_one_layer_asks_whose_and_writes_nothing_before(run, project, tmp_path, key):
    refused = run(export, NAME_BY_KEY[key], out_of(key, tmp_path))
    assert '--annotator Amal or --annotator "Omar Said"' in refused.stderr
    assert [path.name for path in tmp_path.iterdir() if "project.db" not in path.name] == []


@pytest.mark.parametrize("key", KEYS)
def test_gold_is_refused_where_there_is_none_and_written_alone_where_there_is(run, db, tmp_path, key):
    out = out_of(key, tmp_path)
    load_documents(db, lively()[:1])
    assert (
        "no layer is gold yet. There are layers by Amal, Omar Said."
        in run(export, NAME_BY_KEY[key], out, "--gold").stderr
    )
    load_documents(db, lively(gold=True))
    figures = json.loads(run(export, NAME_BY_KEY[key], out, "--gold", "--json").stdout)
    assert (figures["n_documents"], figures["n_layers"], figures["left_out"]["not_worked_on"]) == (2, 2, 6)
    assert "exclude each other" in run(export, NAME_BY_KEY[key], out, "--gold", "--annotator", "Amal").stderr


@pytest.mark.parametrize("key", KEYS)
def test_unfinished_layers_and_documents_without_marks_go_out_on_request(run, project, db_path, tmp_path, key):
    out = out_of(key, tmp_path)
    result = run(export, NAME_BY_KEY[key], out, "--unfinished", "--all", "--json", *options_of(key))
    figures = json.loads(result.stdout)
    project.conn.close()
    assert figures["n_documents"] == 8
    assert figures["left_out"]["unfinished"] == 0
    back, loaded = loaded_again(run, db_path, tmp_path, out)
    assert (len(back), loaded["n_spans"], loaded["n_answers"]) == (8, figures["n_spans"], figures["n_answers"])
    proposed = sum(n for kind, n in figures["not_carried"].items() if kind.startswith("spans of unfinished layers"))
    assert proposed == (2 if key in ("prodigy", "label-studio") else 0)


@pytest.mark.parametrize("key", OF_SEVERAL)
def test_only_the_annotators_asked_for(run, project, db_path, tmp_path, key):
    out = out_of(key, tmp_path)
    assert run(export, NAME_BY_KEY[key], out, "--annotator", "Omar Said").exit_code == 0
    refused = run(export, NAME_BY_KEY[key], out, "--annotator", "Omar Sayd")
    assert "'Omar Sayd' has no annotations. Did you mean" in refused.stderr
    project.conn.close()
    back, _ = loaded_again(run, db_path, tmp_path, out)
    assert {layer.author for one in back for layer in one.annotations} == {"Omar Said"}


@pytest.mark.parametrize("key", OF_FILES)
def test_a_zip_holds_what_the_folder_holds(run, project, tmp_path, key):
    out, archive = tmp_path / "out", tmp_path / "out.zip"
    for place in (out, archive):
        assert run(export, NAME_BY_KEY[key], place, *options_of(key)).exit_code == 0
    with zipfile.ZipFile(archive) as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            path.name: path.read_bytes() for path in out.iterdir()
        }
    assert {path.name for path in tmp_path.iterdir() if "project.db" not in path.name} == {"out", "out.zip"}


@pytest.mark.parametrize("key", OF_FILES)
def test_a_folder_with_other_files_is_left_alone_unless_forced(run, project, tmp_path, key):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.doc").write_text("precious")
    refused = run(export, NAME_BY_KEY[key], out, *options_of(key))
    assert "holds other files (thesis.doc)" in refused.stderr
    assert [path.name for path in out.iterdir()] == ["thesis.doc"]
    assert run(export, NAME_BY_KEY[key], out, "--force", *options_of(key)).exit_code == 0
    assert (out / "thesis.doc").read_text() == "precious"
    assert len(list(out.iterdir())) > 3


@pytest.mark.parametrize("key", OF_FILES)
def test_an_export_is_written_anew_over_the_one_before(run, project, tmp_path, key):
    out = tmp_path / "out"
    for _ in range(2):
        assert run(export, NAME_BY_KEY[key], out, *options_of(key)).exit_code == 0


def test_a_folder_for_a_file_and_a_file_for_a_folder_are_refused(run, project, tmp_path):
    assert "name it, say" in run(export, "doccano", tmp_path).stderr
    file = tmp_path / "notes.txt"
    file.write_text("precious")
    assert "is a file; name a folder" in run(export, "csv", file).stderr
    assert file.read_text() == "precious"


@pytest.mark.parametrize("key", KEYS)
def test_an_export_of_nothing_leaves_nothing_behind(run, db, tmp_path, key):
    load_documents(db, [one for one in lively() if not one.annotations])
    refused = run(export, NAME_BY_KEY[key], out_of(key, tmp_path))
    assert "There is nothing to export. Left out: 1 not worked on." in refused.stderr
    assert [path.name for path in tmp_path.iterdir() if "project.db" not in path.name] == []


@pytest.mark.parametrize("key", KEYS)
def test_the_help_says_what_the_format_carries_and_loses(run, key):
    shown = " ".join(run(export, NAME_BY_KEY[key], "--help").stdout.split())
    assert FORMATS[key].carries in shown
    assert FORMATS[key].loses_written in shown


@pytest.mark.parametrize("key", [key for key in KEYS if key not in ("spacy", "parquet")])
def test_a_writer_hands_on_what_it_has_before_it_has_seen_every_document(key):
    drawn = []
    documents = (drawn.append(one) or one for one in reports(5_000 if key == "csv" else 50))
    options = {"answers_given": {"attack_report": ["no", "yes"]}} if FORMATS[key].asks_answers else {}
    next((FORMATS[key].write or FORMATS[key].write_files)(documents, **options))
    assert len(drawn) < (5_000 if key == "csv" else 50)
