"""`sitrep scheme` and `sitrep gazetteer`: shown, replaced, or refused whole."""

import pytest

from exports.commands.gazetteer import gazetteer
from exports.commands.load import load
from exports.commands.scheme import scheme
from labeling.store.gazetteers import DEFAULT_GAZETTEER, current_gazetteer
from labeling.store.schemes import DEFAULT_SCHEME, add_scheme, current_scheme

DEFAULT = DEFAULT_SCHEME.read_text("utf-8")
LABEL = '\n[[label]]\nname = "TOWN"\nkey = "9"\ncolor = "#332288"\n'
ENTRY = '[[entry]]\nname = "Camp Taji"\nlabel = "BASE"\naliases = ["Taji"]\n'


@pytest.fixture
def file_with(tmp_path):
    def written(content: str, name: str = "new.toml"):
        path = tmp_path / name
        path.write_bytes(content.encode())
        return path

    return written


@pytest.mark.parametrize(("command", "default"), [(scheme, DEFAULT_SCHEME), (gazetteer, DEFAULT_GAZETTEER)])
def test_without_a_file_the_current_one_is_printed_and_no_project_is_made(run, db_path, command, default):
    assert run(command).stdout == default.read_text("utf-8")
    assert not db_path.exists()


def test_a_scheme_is_taken_in_and_printed_as_it_was_written(run, db, file_with):
    path = file_with(DEFAULT + LABEL)
    assert "5 labels, 1 question; it is the project's scheme now." in run(scheme, path).stdout
    assert current_scheme(db).label("TOWN").key == "9"
    assert run(scheme).stdout == DEFAULT + LABEL
    assert "has this scheme already" in run(scheme, path).stdout


def test_an_older_scheme_can_be_taken_in_again(run, db, file_with):
    first = current_scheme(db)
    run(scheme, file_with(DEFAULT + LABEL))
    add_scheme(db, first)
    assert current_scheme(db) == first


def test_a_dry_run_changes_nothing(run, db, file_with):
    assert "it would be the project's scheme" in run(scheme, file_with(DEFAULT + LABEL), "--dry-run").stdout
    assert current_scheme(db).label("TOWN") is None


def test_a_scheme_without_what_people_used_is_refused_with_how_often(run, db, file_with):
    record = (
        '{"text": "Rockets hit Taji.", "attack_report": "no", "attack_report_reason": "threat", "spans": '
        '[{"start": 0, "end": 7, "label": "WEAPON", "attributes": {"kind": "rocket"}}, '
        '{"start": 12, "end": 16, "label": "BASE"}]}'
    )
    run(load, file_with(record, "r.jsonl"))
    before = current_scheme(db)
    renamed = DEFAULT.replace('name = "BASE"', 'name = "SITE"').replace('"rocket", ', "").replace('"threat"', '"war"')
    result = run(scheme, file_with(renamed))
    assert result.exit_code == 1
    assert "new.toml: no label BASE, which 1 span of the project has." in result.stderr
    assert "new.toml: WEAPON has no kind = 'rocket', which 1 span of the project has." in result.stderr
    assert "new.toml: no answer attack_report = no, threat, which 1 document of the project has." in result.stderr
    assert result.stderr.endswith("Nothing was changed.")
    assert current_scheme(db) == before


@pytest.mark.parametrize("command", [scheme, gazetteer])
@pytest.mark.parametrize("content", ["", "\ufeff", "x = 1", "[[label]", "name\u2028", "\0"])
def test_a_file_with_a_fault_is_refused_and_no_project_is_made(run, db_path, file_with, command, content):
    result = run(command, file_with(content))
    if command is gazetteer and content in ("", "\ufeff"):
        assert "0 entries" in result.stdout  # a project may do without
    else:
        assert (result.exit_code, "new.toml" in result.stderr) == (1, True)
        assert not db_path.exists()


def test_a_gazetteer_is_taken_in_and_one_for_another_scheme_is_refused(run, db, file_with):
    assert "1 entries, 0 patterns; it is the project's gazetteer now." in run(gazetteer, file_with(ENTRY)).stdout
    assert [entry.name for entry in current_gazetteer(db).entries] == ["Camp Taji"]
    result = run(gazetteer, file_with(ENTRY.replace("BASE", "TOWN")))
    assert "new.toml, line 3: the scheme has no label 'TOWN'." in result.stderr
    assert [entry.label for entry in current_gazetteer(db).entries] == ["BASE"]
