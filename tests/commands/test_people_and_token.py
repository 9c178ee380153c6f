import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.authors import author_named
from labeling.workflow.accounts.session import caller_of_script
from labeling.workflow.accounts.sign_in import sign_in

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


def test_a_command_says_what_ended_and_keeps_tokens_where_it_is_asked_to(run, db):
    for name, role in (("Amal", "admin"), ("Basim", "annotator")):
        run("people", "add", name, "--role", role, "--password-file", "-", typed=SECRET)

    def token() -> str:
        return run("token", "add", "Basim", "--for", "nightly").output.strip()

    kept = token()
    said = run("people", "add", "Basim", "--password-file", "-", "--keep-tokens", typed=SECRET).output
    assert "Basim may sign in, as annotator.\n" in said
    sign_in(db, "Basim", SECRET)
    assert "1 session ended." in run("people", "sign-out", "Basim", "--keep-tokens").output
    assert caller_of_script(db, kept)
    assert "1 token ended (nightly)." in run("people", "sign-out", "Basim").output
    assert caller_of_script(db, kept) is None
    token()
    link = run("people", "reset", "Basim")
    assert link.stdout.count("\n") == 1  # the link alone, for scripts
    assert "1 token ended (nightly)." in link.stderr
    token()
    assert "1 token ended (nightly)." in run("people", "deactivate", "Basim").output


def test_what_happened_to_accounts_is_written_as_json_lines(run, db, tmp_path):
    run("people", "add", "Amal", "--role", "admin", "--password-file", "-", typed=SECRET)
    run("token", "add", "Amal", "--for", "nightly")
    lines = [json.loads(line) for line in run("history", "--accounts").output.splitlines()]
    assert [line["kind"] for line in lines] == ["person.new", "password.set", "token.new"]
    assert lines[2] | {"at": ""} == {
        "at": "",
        "who": None,
        "about": "Amal",
        "kind": "token.new",
        "token": 1,
        "purpose": "nightly",
    }
    assert run("history", "--accounts", "--since", "2999-01-01").output == ""
    assert run("history", "--accounts", "--document", "d1").exit_code == 2
    out = tmp_path / "accounts.jsonl"
    assert "3 events" in run("history", "--accounts", "--out", str(out)).output
    assert len(out.read_text("utf-8").splitlines()) == 3
    assert "person.new" not in run("history").output


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
