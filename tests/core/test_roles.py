import pytest

from labeling.core.roles import LEAST_ROLE, ROLES, may


@pytest.mark.parametrize("action", LEAST_ROLE)
def test_a_role_may_do_what_the_roles_before_it_may(action):
    allowed = [may(role, action) for role in ROLES]
    assert allowed == sorted(allowed)
    assert allowed[-1], "an admin may do everything"
