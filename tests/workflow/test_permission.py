import pytest

from labeling.core.errors import NotAllowed
from labeling.store.authors import author_named
from labeling.store.database import write
from labeling.workflow.accounts.permission import check_allowed


def test_where_nobody_has_a_password_everybody_may_do_everything(db, amal):
    check_allowed(db, amal, "administer")


def test_where_there_are_passwords_the_role_decides(db, amal):
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x', role = 'adjudicator' WHERE name = 'Amal'")
    adjudicator = author_named(db, "Amal")
    check_allowed(db, adjudicator, "lead")
    with pytest.raises(NotAllowed, match="needs the role admin"):
        check_allowed(db, adjudicator, "administer")
