import pytest

from tests.coded_team import finish_all


@pytest.fixture
def team(db, add):
    """The project of `tests.coded_team`."""
    finish_all(db, add)
    return db
