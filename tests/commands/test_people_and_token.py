import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.authors import author_named
from labeling.workflow.session import caller_of_script
from labeling.workflow.sign_in import sign_in

SECRET = "four words in a row"


@pytest.fixture
def run(db_path, quick_hashes):
    def ran(*words: str, typed: str = ""):
        return CliRunner().invoke(sitrep, ["--db", str(db_path), *words], input=typed)

    return ran


def test_the_first_admin_is_made_at_the_terminal_or_from_a_file(run, db, tmp_path):
    assert run("people", "add", "Amal", "--role", "admin", typed=f"{SECRET}\n{SECRET}\n").exit_code == 0
    file = tmp_path / "secret"
    file.write_text("another secret of words\n", "utf-8")
    assert run("people", "add", "Basim", "--password-file", str(file)).exit_code == 0
    assert run("people", "add", "Dana", "--password-file", "-", typed=SECRET).exit_code == 0
    assert sign_in(db, "Amal", SECRET)
    assert sign_in(db, "Basim", "another secret of words")
    assert sign_in(db, "Dana", SECRET)
    assert SECRET not in run("people", "list").output
    listed = json.loads(run("people", "list", "--json").output)["people"]
    assert {name: row["role"] for name, row in listed.items()} == {
        "Amal": "admin",
        "Basim": "annotator",
        "Dana": "annotator",
    }


def test_a_refusal_is_a_sentence_and_changes_nothing(run, db):
    refused = run("people", "add", "Amal", "--role", "admin", "--password-file", "-", typed="short")
    assert (refused.exit_code, "12 characters" in refused.output) == (1, True)
    refused = run("people", "add", "Amal", "--password-file", "-", typed=SECRET)
    assert (refused.exit_code, "--role admin" in refused.output) == (1, True)
    assert author_named(db, "Amal") is None
    assert run("people", "role", "Amal", "boss").exit_code == 2


def test_whoever_holds_the_file_changes_everything_about_people(run, db):
    for name, role in (("Amal", "admin"), ("Basim", "annotator")):
        run("people", "add", name, "--role", role, "--password-file", "-", typed=SECRET)
    session = sign_in(db, "Basim", SECRET)
    link = run("people", "invite", "--role", "adjudicator", "--site", "https://sitrep.lan/").output
    assert link.startswith("https://sitrep.lan/invitation?key=")
    assert "1 session" in run("people", "sign-out", "Basim").output
    assert session
    assert "admin" in run("people", "role", "Basim", "admin").output
    assert "/invitation?key=" in run("people", "reset", "Basim").output
    assert run("people", "deactivate", "Basim").exit_code == 0
    assert run("people", "deactivate", "Amal").exit_code == 1
    assert run("people", "activate", "Basim").exit_code == 0
    assert run("people", "deactivate", "Amal").exit_code == 0


def test_a_token_is_made_listed_and_revoked(run, db, amal):
    token = run("token", "add", "Amal", "--for", "nightly export").output.strip()
    assert caller_of_script(db, token).author == amal
    listed = run("token", "list")
    assert "nightly export" in listed.output
    assert token not in listed.output
    assert run("token", "revoke", "1").exit_code == 0
    assert caller_of_script(db, token) is None
    assert run("token", "revoke", "1").exit_code == 1
    assert "Did you mean “Amal”" in run("token", "add", "Amel", "--for", "x").output
