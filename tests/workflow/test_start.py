import pytest

from labeling.core.addresses import allowed_hosts
from labeling.core.errors import NetworkRefused
from labeling.workflow.accounts.people import add_person
from labeling.workflow.keeping.start import check_address


def start(address: str | None, named: str, path) -> None:
    check_address(address, allowed_hosts(address, named), path)


def test_on_this_machine_alone_nothing_is_asked(db_path):
    for address in ("localhost", "127.0.0.1", "::1"):
        start(address, "", db_path)


def test_where_others_reach_it_an_admin_needs_a_password_and_the_command_is_said(db, db_path, quick_hashes):
    for address, named in (("0.0.0.0", "sitrep.lan"), (None, ""), ("192.168.1.20", ""), ("127.0.0.1", "sitrep.lan")):
        with pytest.raises(NetworkRefused, match=r"sitrep --db .*project\.db people add NAME --role admin"):
            start(address, named, db_path)
    with pytest.raises(NetworkRefused, match="people add"):
        start("0.0.0.0", "sitrep.lan", db_path.with_name("not there.db"))
    add_person(db, "Amal", "admin", "four words in a row")
    for address, named in (("0.0.0.0", "sitrep.lan"), ("192.168.1.20", ""), ("127.0.0.1", "sitrep.lan")):
        start(address, named, db_path)


def test_listening_everywhere_needs_the_names_people_type(db, db_path, quick_hashes):
    add_person(db, "Amal", "admin", "four words in a row")
    for address in (None, "", "0.0.0.0", "::"):
        with pytest.raises(NetworkRefused, match="Set SITREP_HOSTS"):
            start(address, "", db_path)
